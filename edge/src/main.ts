#!/usr/bin/env node
import '@chute/service/check-node'; // first: an old Node crashes in what is loaded next
import './compile-cache.ts';
import './memory.ts';

const { createProgram } = await import('./cli/program.ts');
await createProgram().parseAsync();
