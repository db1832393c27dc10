#!/usr/bin/env node
// Where the process begins. What V8 makes of the program is kept from one start to the next, in Node's own folder for that below the
// system's temporary one; a Node without such a folder (before 22.8) starts as it always did. Only what is loaded after this has a
// share in it.
import module from 'node:module';
import v8 from 'node:v8';

// Memory that is new to a process is what opening a large file takes longest for. V8 doubles the room for new values whenever some of
// them live; a descriptor's do, and need it once.
v8.setFlagsFromString('--semi-space-growth-factor=1');
module.enableCompileCache?.();
await import('./main.ts');
// Node keeps it at an orderly end; most clients do not wait for that.
setTimeout(() => module.flushCompileCache?.(), 1000).unref();
