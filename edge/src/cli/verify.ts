import { existsSync } from 'node:fs';
import { ChainCheck, type ChainFault, type CheckedChain, type JournalHolding, rangesText } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service';
import Database from 'better-sqlite3';
import { journalFileName } from '../journal/journal-service.ts';
import { readJournal } from '../journal/read-journal.ts';
import { CredentialsError, readCredentials } from '../link/hub-credentials.ts';
import { type Fetch, HubHttp, HubRequestError } from '../link/hub-http.ts';
import { CliError } from './say.ts';

/** `whole`: all is well here, and the hub has all of it (or there is no hub). `behind`: the hub lacks some, or was not asked. `broken`: a person must look. */
export type Verdict = 'whole' | 'behind' | 'broken';
export const exitCodeOf: Record<Verdict, number> = { whole: 0, behind: 1, broken: 2 };

type HubAnswer = { asked: false; why: string } | { asked: true; has: number; missing: JournalHolding['missing']; conflicts: number };

type VerifiedJournal = {
  journal_id: string;
  own: boolean;
  count: number;
  missing: JournalHolding['missing'];
  faults: ChainFault[];
  fault_count: number;
  /** Places at which another entry than ours was heard of. */
  conflicts: number[];
  end_hash: string;
  hub: HubAnswer;
  verdict: Verdict;
  text: string;
};

export type Verified = { verdict: Verdict; text: string; entries: number; journals: VerifiedJournal[] };

/**
 * Recomputes every journal of a data folder from its stored bytes, and asks the hub what it has of each. Writes nothing; an edge may run meanwhile.
 * Errors: `CliError` when there is none.
 */
export async function verify(folder: string, at: { fetch: Fetch }): Promise<Verified> {
  if (!existsSync(`${folder}/${journalFileName}`))
    throw new CliError(`there is no journal in ${folder}: set CHUTE_DATA_DIR to the data folder of the edge`);
  try {
    return await verifyFile(folder, at);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const text = `the journal in ${folder} cannot be read (${error.message}): keep a copy of this folder and ask for help`;
    return { verdict: 'broken', text, entries: 0, journals: [] };
  }
}

async function verifyFile(folder: string, { fetch }: { fetch: Fetch }): Promise<Verified> {
  const checked = checkedJournals(folder);
  const askHub = hubOf(folder, fetch);
  const answers: (JournalHolding | string)[] = [];
  for (const { chain } of checked) answers.push(await askHub(chain.journalId));
  // Whoever runs meanwhile has written on: what the hub is said to have is held against what is here now.
  const now = endsNow(folder, answers);
  const journals = checked.map((journal, at) => verified(journal, answers[at]!, now));
  const verdict = worst(journals);
  return { verdict, text: summary(verdict, journals), entries: sum(journals.map(({ count }) => count)), journals };
}

/** For a person: one line a journal, and then what it comes to. */
export function verifiedText({ journals, text }: Verified): string {
  return [...journals.map((journal) => `${journal.journal_id} ${journal.own ? '(ours)' : '(copy)'}: ${journal.text}`), text].join('\n');
}

type Checked = { chain: CheckedChain; own: boolean; conflicts: number[] };

function checkedJournals(folder: string): Checked[] {
  return readJournal(folder, ({ journals, conflicts }) => {
    const other = conflicts();
    return journals().map(({ journalId, own, entries }) => {
      const check = new ChainCheck(journalId, nativeSha256Hex);
      for (const entry of entries()) check.add(entry);
      return { own, chain: check.result(), conflicts: other.filter((one) => one.journalId === journalId).map(({ seq }) => seq) };
    });
  });
}

/** Asks until the hub once did not answer: a sentence says why there is none. */
function hubOf(folder: string, fetch: Fetch): (journalId: string) => Promise<JournalHolding | string> {
  let why: string | undefined;
  let http: HubHttp | undefined;
  try {
    const credentials = readCredentials(folder);
    if (credentials) http = new HubHttp(fetch, credentials);
    else why = noHub;
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error;
    why = error.message;
  }
  return async (journalId) => {
    if (why !== undefined || !http) return why ?? noHub;
    try {
      return await http.journal(journalId);
    } catch (error) {
      if (!(error instanceof HubRequestError)) throw error;
      why = error.code === 'not-found' ? 'this hub cannot say what it has: it is older than this edge' : error.message;
      return why;
    }
  };
}

const noHub = 'this edge belongs to no hub';

type Ends = Map<string, { seq: number; hashAtHubsEnd: string | undefined }>;

function endsNow(folder: string, answers: readonly (JournalHolding | string)[]): Ends {
  const asked = answers.filter((answer) => typeof answer !== 'string');
  if (asked.length === 0) return new Map();
  return readJournal(folder, ({ journals }) => {
    const here = new Map(journals().map((journal) => [journal.journalId, journal]));
    return new Map(
      asked.flatMap(({ journal_id: id, end_seq: seq }) => {
        const journal = here.get(id);
        return journal ? [[id, { seq: journal.endSeq(), hashAtHubsEnd: journal.hashAt(seq) }] as const] : [];
      }),
    );
  });
}

function verified({ chain, own, conflicts }: Checked, answer: JournalHolding | string, now: Ends): VerifiedJournal {
  const here = hereOf(chain, conflicts);
  const hub = hubAnswer(answer, chain);
  const there = typeof answer === 'string' ? notAsked(answer) : thereOf(answer, chain, now.get(chain.journalId));
  return {
    journal_id: chain.journalId,
    own,
    count: chain.count,
    missing: chain.missing.map(rangeBody),
    faults: chain.faults,
    fault_count: chain.faultCount,
    conflicts,
    end_hash: chain.last.hash,
    hub,
    verdict: worst([here, there]),
    text: `${here.text}; ${there.text}`,
  };
}

type Judged = { verdict: Verdict; text: string };

function hereOf({ count, missing, missingCount, faults, faultCount }: CheckedChain, conflicts: readonly number[]): Judged {
  const wrong = [
    ...(missingCount > 0 ? [`${number(missingCount)} missing (${rangesText(missing)})`] : []),
    ...(faultCount > 0 ? [`${number(faultCount)} not as written (the first is ${faults[0]!.seq})`] : []),
    ...(conflicts.length > 0 ? [`${number(conflicts.length)} that came with other content (${list(conflicts)})`] : []),
  ];
  if (wrong.length === 0) return { verdict: 'whole', text: `${entries(count)}, whole` };
  return { verdict: 'broken', text: `${entries(count)}, with ${wrong.join(', and ')}: keep a copy of this folder and ask for help` };
}

function thereOf(answer: JournalHolding, chain: CheckedChain, now: { seq: number; hashAtHubsEnd: string | undefined } | undefined): Judged {
  const end = Math.max(now?.seq ?? 0, chain.last.seq);
  const { end_seq: hubEnd, end_hash: hubHash, conflicts } = answer;
  const has = `the hub has ${number(answer.count)} of ${number(Math.max(chain.count, answer.count))}`;
  if (hubEnd > end)
    return { verdict: 'broken', text: `${has}: more than there is here, so this folder is an old copy or a clone; find the other one` };
  if (hubEnd > 0 && now?.hashAtHubsEnd !== hubHash)
    return { verdict: 'broken', text: `${has}, but another entry at ${number(hubEnd)}: keep both, and ask for help` };
  if (conflicts > 0)
    return { verdict: 'broken', text: `${has}, and ${number(conflicts)} that came with other content, which it keeps apart: ask for help` };
  const missing = missingThere(answer, chain);
  return missing.length === 0 ? { verdict: 'whole', text: has } : { verdict: 'behind', text: `${has}, not ${rangesText(missing)}` };
}

/** Where there is no hub, none lacks anything. */
function notAsked(why: string): Judged {
  return { verdict: why === noHub ? 'whole' : 'behind', text: `the hub was not asked: ${why}` };
}

function hubAnswer(answer: JournalHolding | string, chain: CheckedChain): HubAnswer {
  if (typeof answer === 'string') return { asked: false, why: answer };
  return { asked: true, has: answer.count, missing: missingThere(answer, chain).map(rangeBody), conflicts: answer.conflicts };
}

function missingThere({ missing, end_seq: hubEnd }: JournalHolding, { last }: CheckedChain) {
  const inside = missing.map(({ from_seq: fromSeq, to_seq: toSeq }) => ({ fromSeq, toSeq }));
  return last.seq > hubEnd ? [...inside, { fromSeq: hubEnd + 1, toSeq: last.seq }] : inside;
}

function summary(verdict: Verdict, journals: readonly VerifiedJournal[]): string {
  const count = sum(journals.map((journal) => journal.count));
  const asked = journals.flatMap(({ hub, count: here }) => (hub.asked ? [Math.min(hub.has, here)] : []));
  const all = `${journals.length === 1 ? '1 journal' : `${number(journals.length)} journals`}, ${entries(count)}`;
  const hub =
    asked.length === journals.length && asked.length > 0
      ? `the hub has ${number(sum(asked))} of ${number(count)}`
      : 'the hub was not asked';
  return { whole: `all is well: ${all}, ${hub}`, behind: `nothing is lost here: ${all}, ${hub}`, broken: `look at this: ${all}, ${hub}` }[
    verdict
  ];
}

function worst(judged: readonly { verdict: Verdict }[]): Verdict {
  return judged.reduce<Verdict>((so, { verdict }) => (exitCodeOf[verdict] > exitCodeOf[so] ? verdict : so), 'whole');
}

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
const number = (count: number) => count.toLocaleString('en-US');
const entries = (count: number) => (count === 1 ? '1 entry' : `${number(count)} entries`);
const list = (seqs: readonly number[]) => seqs.slice(0, 5).join(', ') + (seqs.length > 5 ? ', …' : '');
const rangeBody = ({ fromSeq, toSeq }: { fromSeq: number; toSeq: number }) => ({ from_seq: fromSeq, to_seq: toSeq });
