// Loaded before any script that runs in the rig's Node (NODE_OPTIONS). Under Wine 8, Node cannot tell what a
// pipe or socket is, and process.stdin, stdout and stderr throw EBADF where one is used; so does every module
// that only asks whether stderr has colours, as koffi's does. Reading and writing the descriptors works, and
// that is what these stand-ins do.
const { createReadStream, writeSync } = require('node:fs');
const { Writable } = require('node:stream');

const writable = (fd) =>
  new Writable({
    write(chunk, _encoding, done) {
      writeSync(fd, chunk);
      done();
    },
  });
const standIns = {
  stdin: () => createReadStream('', { fd: 0, autoClose: false }),
  stdout: () => writable(1),
  stderr: () => writable(2),
};

for (const [name, standIn] of Object.entries(standIns)) {
  const { get } = Object.getOwnPropertyDescriptor(process, name);
  let stream;
  const own = () => {
    try {
      return get.call(process);
    } catch {
      return standIn();
    }
  };
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      stream ??= own();
      return stream;
    },
  });
}
