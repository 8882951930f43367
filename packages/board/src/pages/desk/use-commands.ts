import type { DisplayCommand } from '@chute/protocol';
import { useState } from 'react';
import type { DeskLink } from './follow-displays.ts';

export type Give = (command: DisplayCommand) => void;

const words: Record<DisplayCommand['command'], string> = {
  next: 'Next',
  hold: 'Held',
  'go-on': 'Goes on',
  skip: 'Skipped',
  recall: 'Shown again',
  pin: 'Pinned',
  unpin: 'No longer pinned',
  clear: 'Cleared',
  scene: 'Scene changed',
  'call-up': 'Called up',
  'take-down': 'Taken down',
  show: 'Shown',
};

/** Gives commands to one display, and says what came of the last. */
export function useCommands(link: DeskLink | null, displayId: string | null): { give: Give; said: { text: string; isWrong: boolean } } {
  const [said, setSaid] = useState({ text: '', isWrong: false });
  const give: Give = (command) => {
    if (!link || displayId === null) return;
    void link.command(displayId, command).then((answer) => {
      if (answer === 'no-answer') setSaid({ text: 'No answer: nothing may have happened', isWrong: true });
      else setSaid(answer.ok ? { text: words[command.command], isWrong: false } : { text: answer.detail, isWrong: true });
    });
  };
  return { give, said };
}
