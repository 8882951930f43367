import { request } from 'node:http';
import type { Dice } from '../dice.ts';
import { wildMessage } from '../wild-json.ts';

export type Door = { method: string; url: string; sample: unknown };
/** A request, and what was wrong with the answer. */
export type Complaint = string;

const types = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'x',
];

/** Sends one hostile request. Null when the answer is what it should be: a success, or a refusal that says why. */
export async function knock(dice: Dice, door: Door, token?: string): Promise<Complaint | null> {
  const { method, url } = door;
  const body = wildMessage(dice, (door.sample ?? {}) as object);
  const type = dice.oneIn(6) ? dice.pick(types) : 'application/json';
  const { status, contentType, text } = await send({ method, url, token, type, body });
  const what = `${method} ${new URL(url).pathname} (${type}, ${body.length} bytes) answered ${status}`;
  // An edge that is told of a hub which does not answer says just that.
  if (status === 502 && text.includes('"urn:chute:problem:hub-refused"')) return null;
  if (status >= 500) return `${what}: ${text.slice(0, 300)} to ${body.toString().slice(0, 300)}`;
  if (status < 400) return null;
  if (!contentType.startsWith('application/problem+json')) return `${what} as ${contentType}: ${text.slice(0, 200)}`;
  const problem = JSON.parse(text) as { status?: number; title?: string; detail?: string };
  return problem.status === status && problem.title && problem.detail ? null : `${what} without saying why: ${text.slice(0, 200)}`;
}

type Request = { method: string; url: string; token: string | undefined; type: string; body: Buffer };
type Answer = { status: number; contentType: string; text: string };

/** A server that refuses before it has read a body of megabytes may hang up while we still send. That is its right, once it has answered. */
function send({ method, url, token, type, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': type, 'content-length': body.length, ...(token && { authorization: `Bearer ${token}` }) };
    const sent = request(url, { method, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => {
        text += part;
      });
      const done = () => resolve({ status: answer.statusCode!, contentType: String(answer.headers['content-type']), text });
      answer.once('end', done);
      answer.once('error', done);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
