import { expect, test } from 'vitest';
import { tokenOf } from './caller.ts';
import { mintCredential, parseCredential, secretMatches } from './credential.ts';
import { mintEnrolCode, parseEnrolCode } from './enrol-code.ts';

const keyId = '01997f3a-5c00-7000-8000-0123456789ab';

test('a key that was just made proves itself, and with one letter changed it does not', () => {
  const { token, secretHash } = mintCredential({ partnerId: '12', keyId });
  const credential = parseCredential(token)!;
  expect(credential).toMatchObject({ partnerId: '12', keyId });
  expect(secretMatches(credential.secret, secretHash)).toBe(true);
  expect(secretMatches(`${credential.secret.slice(1)}A`, secretHash)).toBe(false);
});

test('a secret may hold underscores and still comes out whole', () => {
  const secret = `_${'a_'.repeat(21)}`;
  expect(parseCredential(`chute_7_${keyId}_${secret}`)).toEqual({ partnerId: '7', keyId, secret });
});

test.each(['', 'chute_', `chute_01_${keyId}_${'a'.repeat(43)}`, 'Bearer x', `chute_1_${keyId}_${'a'.repeat(44)}`, 'chute_-1_x_y'])(
  '%j is no key',
  (token) => {
    expect(parseCredential(token)).toBeUndefined();
  },
);

test('a code that a timer types in small letters, with an O for a nought, is the code that was made', () => {
  const { code, codeHash } = mintEnrolCode('31');
  const typed = ` ${code.toLowerCase().replaceAll('0', 'o')} `;
  expect(parseEnrolCode(typed)).toEqual({ partnerId: '31', codeHash });
  expect(parseEnrolCode('31-ABCD-EFGH')).toBeUndefined();
});

test('a key is read from either header, and something else in Authorization is a wrong key, not a missing one', () => {
  expect(tokenOf({ authorization: 'Bearer chute_1_a_b' })).toBe('chute_1_a_b');
  expect(tokenOf({ 'x-api-key': 'chute_1_a_b' })).toBe('chute_1_a_b');
  expect(tokenOf({ authorization: 'Basic eDp5' })).toBe('');
  expect(tokenOf({})).toBeUndefined();
});
