"""A Modbus master of pymodbus (3.0.0, as in Debian 12): asks, and prints what it understood.

usage: foreign-master.py tcp|rtu|rtutcp PLACE, then on each line of standard input one of
  read UNIT 3|4 ADDRESS COUNT
  write UNIT ADDRESS WORD...
  identify UNIT
"""
import sys
from pymodbus.client import ModbusSerialClient, ModbusTcpClient
from pymodbus.exceptions import ModbusException
from pymodbus.mei_message import ReadDeviceInformationRequest
from pymodbus.transaction import ModbusRtuFramer

kind, place = sys.argv[1:3]
if kind == "rtu":
    client = ModbusSerialClient(place, baudrate=9600, timeout=1, retries=0)
elif kind == "rtutcp":
    client = ModbusTcpClient("127.0.0.1", int(place), framer=ModbusRtuFramer, timeout=1, retries=0)
else:
    client = ModbusTcpClient("127.0.0.1", int(place), timeout=1, retries=0)
assert client.connect()


def ask(words):
    unit = int(words[1])
    if words[0] == "read":
        read = {"3": client.read_holding_registers, "4": client.read_input_registers}[words[2]]
        return read(int(words[3]), int(words[4]), slave=unit)
    if words[0] == "write":
        return client.write_registers(int(words[2]), [int(w) for w in words[3:]], slave=unit)
    return client.execute(ReadDeviceInformationRequest(1, 0, unit=unit))


for line in sys.stdin:
    words = line.split()
    try:
        answer = ask(words)
    except ModbusException as problem:
        answer = problem
    if isinstance(answer, ModbusException):
        print("nothing", flush=True)
    elif answer.isError():
        print("exception", answer.exception_code, flush=True)
    elif words[0] == "read":
        print(" ".join(str(r) for r in answer.registers), flush=True)
    elif words[0] == "write":
        print("written", answer.address, answer.count, flush=True)
    else:
        print("; ".join(str(k) + " " + answer.information[k].decode() for k in answer.information), flush=True)
