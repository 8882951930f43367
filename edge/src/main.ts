#!/usr/bin/env node
import '@chute/service/check-node'; // first: an old Node crashes in what is loaded next
import './small-footprint.ts';

const { createProgram } = await import('./cli/program.ts');
await createProgram().parseAsync();
