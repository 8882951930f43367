import type { LinkOutput, Notice } from '@chute/protocol';
import type { MissingPast } from './own-past.ts';

/** What the link with the hub tells people, in words. */
export const hubNotices = {
  retry: (): Notice => ({ level: 'info', code: 'hub-retry', text: 'the hub is not reachable; reads are kept and sent later' }),

  up: (): Notice => ({ level: 'info', code: 'hub-up', text: 'the link to the hub is up' }),

  down: (problem: string): Notice => {
    return { level: 'warn', code: 'hub-down', text: 'the link to the hub is lost; reads are kept and sent later', facts: { problem } };
  },

  /** `lost`: entries that it had said it holds, and holds no more. */
  restored: (lost: number): Notice => {
    const what = lost > 0 ? `has less than it said before (entries: ${lost})` : 'runs on another database than before';
    const text = `the hub ${what}, as after a restore from a backup: whatever it lacks is sent again by itself`;
    return { level: 'warn', code: 'hub-restored', text, facts: { lost } };
  },

  oldDiskCopy: ({ entries, journals, diskEndsAtMs }: MissingPast): Notice => {
    const diskEndsAt = diskEndsAtMs === null ? 'nothing' : new Date(diskEndsAtMs).toISOString();
    const text = [
      `this disk is an older copy: the hub has more of what this box wrote (entries: ${entries}), and sends it back by itself.`,
      `What this disk had of its own ends at ${diskEndsAt}. Keep the other disk: what had not reached the hub is only there`,
    ].join(' ');
    return { level: 'error', code: 'old-disk-copy', text, facts: { entries, journals, diskEndsAt } };
  },

  diverged: ({ journalId, reason, peerSeq }: Extract<LinkOutput, { type: 'diverged' }>): Notice => {
    const text =
      reason === 'beyond-our-end'
        ? 'the hub has more of this journal than this edge: its data folder is an old copy or a clone. A new journal was begun; find the other one'
        : 'the hub has another entry at the same place of this journal: it is not sent any more. Keep both data folders and ask for help';
    return { level: 'error', code: `diverged-${reason}`, text, facts: { journalId, peerSeq } };
  },
};
