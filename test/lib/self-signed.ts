import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';

export const openssl = findProgram('openssl');

/** An authority that nobody trusts yet, and what it signed for a server at 127.0.0.1. All are files. */
export type SelfSigned = { ca: string; certificate: string; key: string };

export function makeSelfSigned(folder: string): SelfSigned {
  const at = (name: string) => join(folder, name);
  const run = (...args: string[]) => execFileSync(openssl!, args, { stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  run('req', '-x509', ...key, '-days', '2', '-subj', '/CN=Story authority', '-keyout', at('ca.key'), '-out', at('ca.pem'));
  run('req', ...key, '-subj', '/CN=127.0.0.1', '-keyout', at('server.key'), '-out', at('server.csr'));
  writeFileSync(at('server.ext'), 'subjectAltName=IP:127.0.0.1\n');
  const signing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', at('server.ext')];
  run('x509', '-req', '-in', at('server.csr'), ...signing, '-out', at('server.pem'));
  return { ca: at('ca.pem'), certificate: at('server.pem'), key: at('server.key') };
}
