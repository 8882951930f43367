import { expect, test } from 'vitest';
import { Crowd, connectionsMax, type Guest, knownAddressesMax } from './crowd.ts';

const silent = (address: string): Guest => ({ address, hasBroughtReads: () => false });
const decoder = (address: string): Guest => ({ address, hasBroughtReads: () => true });

function aCrowd(guests: Guest[]): Crowd<Guest> {
  const crowd = new Crowd<Guest>();
  for (const guest of guests) crowd.enter(guest);
  return crowd;
}
const times = (count: number, make: () => Guest) => Array.from({ length: count }, make);

test('as long as there is room nobody has to go', () => {
  expect(aCrowd(times(connectionsMax - 1, () => silent('10.0.0.9'))).whoGives('10.0.0.1')).toBe(null);
});

test('a decoder that comes to a port full of silent connections gets the place of the oldest one', () => {
  const guests = times(connectionsMax, () => silent('10.0.0.9'));
  expect(aCrowd(guests).whoGives('10.0.0.1')).toBe(guests[0]);
});

test('a decoder that has not read anybody yet keeps its place against a crowd from another address', () => {
  const waiting = silent('10.0.0.1');
  const crowd = times(connectionsMax - 1, () => silent('10.0.0.9'));
  expect(aCrowd([waiting, ...crowd]).whoGives('10.0.0.2')).toBe(crowd[0]);
});

test('a crowd cannot push: its next connection is turned away', () => {
  const crowd = times(connectionsMax - 1, () => silent('10.0.0.9'));
  expect(aCrowd([silent('10.0.0.1'), ...crowd]).whoGives('10.0.0.9')).toBe('newcomer');
});

test('a decoder that was here before comes back in, though its dead connections fill the port', () => {
  const dead = times(connectionsMax, () => silent('10.0.0.1'));
  const crowd = aCrowd(dead);
  const before = decoder('10.0.0.1');
  crowd.enter(before);
  crowd.leave(before);
  expect(crowd.whoGives('10.0.0.1')).toBe(dead[0]);
});

test('a port full of decoders turns the next one away', () => {
  expect(aCrowd(times(connectionsMax, () => decoder('10.0.0.1'))).whoGives('10.0.0.2')).toBe('newcomer');
});

test('the silent connection of an address that brought reads goes after those of strangers, and such addresses are forgotten one by one', () => {
  const stranger = silent('10.0.0.9');
  const ownSilent = times(connectionsMax - 2, () => silent('10.0.0.1'));
  const crowd = aCrowd([...ownSilent, decoder('10.0.0.1'), stranger]);
  expect(crowd.whoGives('10.0.0.2')).toBe(stranger);
  for (let other = 0; other <= knownAddressesMax; other += 1) crowd.leave(decoder(`10.1.0.${other}`));
  expect(crowd.whoGives('10.1.0.0')).toBe(stranger);
});
