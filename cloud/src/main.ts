#!/usr/bin/env node
import '@chute/service/check-node';
import { runProgram } from './cli/program.ts';

await runProgram(process.argv);
