import type { DisplayState } from '@chute/protocol';
import { useMemo } from 'react';
import { Standings } from '../../../picture/standings.ts';
import { onAir, sceneNamed } from '../../../scene/on-air.ts';
import type { Scene } from '../../../scene/scene.ts';
import type { SceneData } from '../../../scene/scene-data.ts';
import { testRow } from '../../../scene/test-row.ts';
import type { BoardStore } from '../../board-store.ts';
import { SceneStage } from '../../scene/scene-stage.tsx';

type PreviewProps = { state: DisplayState; scenes: readonly Scene[]; board: BoardStore; imageUrl: (sha256: string) => string | null };

/** What is on the screen, small: drawn from the same state by the same code. */
export function Preview({ state, scenes, board, imageUrl }: PreviewProps) {
  const air = onAir(state);
  const scene = sceneNamed(air.sceneId, scenes);
  const nobody = useMemo(() => new Standings(), []);
  const picture = board.feed.shown;
  const { card } = air;
  const standings = picture?.standings ?? nobody;
  const event = picture?.event ?? null;
  const row = card?.participantId ? standings.row(card.participantId) : card ? testRow(card, event) : null;
  const data: SceneData = { event, standings, row, cardText: card?.text ?? '', message: air.message, turnMs: board.time.wallMs() };
  if (!scene) return null;
  return (
    <div className="preview" aria-hidden="true">
      <SceneStage
        scene={scene}
        state={air.state === 'runner' && !row ? 'resting' : air.state}
        data={data}
        raceNowMs={board.raceNowMs}
        imageUrl={imageUrl}
        isAnimated={false}
      />
    </div>
  );
}
