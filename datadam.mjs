#!/usr/bin/env node
import { runCommandLine } from './run.mjs'

await runCommandLine(process.argv.slice(2))
