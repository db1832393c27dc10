#!/usr/bin/env node
// Where the process begins. What V8 makes of the program is kept from one start to the next, in Node's own folder for that below the
// system's temporary one; a Node without such a folder (before 22.8) starts as it always did. Only what is loaded after this has a
// share in it.
import module from 'node:module';

module.enableCompileCache?.();
await import('./main.ts');
