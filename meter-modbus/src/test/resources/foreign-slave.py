"""A Modbus slave of pymodbus (3.0.0, as in Debian 12).

usage: foreign-slave.py tcp|rtutcp | rtu PORT; on standard input
  unit NUMBER           the lines behind it are about this unit
  holding ADDRESS WORD...
  input ADDRESS WORD...
  broken                it answers every read with exception 4
  identity OBJECT TEXT  what all units say of themselves
  gateway               units that are not there are answered with exception 11 instead of silence
  go
prints "ready PORT" when it serves, and ends when standard input does.
"""
import asyncio
import sys

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.device import ModbusDeviceIdentification
from pymodbus.server.async_io import ModbusSerialServer, ModbusTcpServer
from pymodbus.transaction import ModbusRtuFramer, ModbusSocketFramer


class Broken(ModbusSparseDataBlock):
    def validate(self, address, count=1):
        return True

    def getValues(self, address, count=1):
        raise IOError("broken")


tables, broken, objects, silent = {}, set(), {}, True
for line in sys.stdin:
    words = line.split()
    if words[0] == "go":
        break
    if words[0] == "unit":
        unit = int(words[1])
        tables[unit] = {"holding": {}, "input": {}}
    elif words[0] == "broken":
        broken.add(unit)
    elif words[0] == "gateway":
        silent = False
    elif words[0] == "identity":
        objects[int(words[1])] = " ".join(words[2:])
    else:
        for offset, word in enumerate(words[2:]):
            tables[unit][words[0]][int(words[1]) + offset] = int(word, 16)


def block(unit, table):
    values = tables[unit][table]
    if unit in broken:
        return Broken({0: 0})
    return ModbusSparseDataBlock(values or {65535: 0})


slaves = {
    unit: ModbusSlaveContext(hr=block(unit, "holding"), ir=block(unit, "input"), zero_mode=True)
    for unit in tables
}
context = ModbusServerContext(slaves=slaves, single=False)
identity = ModbusDeviceIdentification(info=objects)


async def serve():
    loop = asyncio.get_running_loop()
    kind = sys.argv[1]
    if kind == "rtu":
        server = ModbusSerialServer(
            context, framer=ModbusRtuFramer, identity=identity, port=sys.argv[2], baudrate=9600,
            bytesize=8, parity="N", stopbits=1, timeout=0.05, ignore_missing_slaves=silent)
        await server.start()
        port = 0
    else:
        framer = ModbusRtuFramer if kind == "rtutcp" else ModbusSocketFramer
        server = ModbusTcpServer(
            context, framer=framer, identity=identity, address=("127.0.0.1", 0),
            ignore_missing_slaves=silent)
        loop.create_task(server.serve_forever())
        await server.serving
        port = server.server.sockets[0].getsockname()[1]
    print("ready", port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve())
