import type { DisplayCard, LiveEvent, LiveRow } from '@chute/protocol';

/** Stands for nobody: the runner of a test card, `1234 · Ada Test`, to try a screen with. It is in no list. */
export function testRow({ cardId, text }: Pick<DisplayCard, 'cardId' | 'text'>, event: LiveEvent | null): LiveRow {
  const [bib = '', ...name] = (text ?? '').split(' · ');
  const race = event?.races[0];
  const timeMs = 2_467_000;
  return {
    participantId: cardId,
    bib,
    raceId: race?.raceId ?? '',
    waveId: '',
    name: name.join(' · ') || null,
    city: 'Test',
    sex: null,
    raceAge: null,
    divisionIds: [],
    status: 'finished',
    rankKey: null,
    ranksOn: 'chip',
    laps: 0,
    officialGunMs: timeMs,
    officialChipMs: timeMs,
    startSource: 'read',
    finishedAtMs: 0,
    splits: [],
    decidedBy: null,
  };
}
