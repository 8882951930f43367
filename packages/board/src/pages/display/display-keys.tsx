import type { RefObject } from 'react';
import { KeysHelp } from '../parts/keys-help.tsx';

const steeringKeys = [
  ['Space', 'Hold, go on'],
  ['N  →', 'Next'],
  ['S', 'Skip the next one'],
  ['P', 'Pin, unpin'],
  ['R', 'Recall the last one'],
] as const;

const screenKeys = [
  ['F', 'Full screen'],
  ['?', 'These keys'],
] as const;

type DisplayKeysProps = {
  dialog: RefObject<HTMLDialogElement | null>;
  hasKeys: boolean;
  onKeys: (hasKeys: boolean) => void;
  maySteer: boolean;
  scenes: readonly string[];
};

export function DisplayKeys({ maySteer, scenes, ...help }: DisplayKeysProps) {
  const sceneKeys = scenes.map((name, at) => [String(at + 1), name] as const);
  const keys = [...(maySteer ? [...sceneKeys, ...steeringKeys] : []), ...screenKeys];
  return <KeysHelp {...help} keys={keys} note={maySteer ? null : 'This screen is steered from the desk.'} />;
}
