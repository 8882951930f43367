import { parseScene, type Scene } from '../../scene/scene.ts';

/** The event's own scenes that this display may show. One that cannot be read is left out: the others go on air. Null = they cannot be had now. */
export async function fetchScenes(code: string, source = ''): Promise<Scene[] | null> {
  try {
    const response = await fetch(`${source}/api/v1/displays/${encodeURIComponent(code)}/scenes`);
    if (!response.ok) return null;
    const { scenes } = (await response.json()) as { scenes: unknown[] };
    return scenes.flatMap((given) => {
      const parsed = parseScene(given);
      return 'scene' in parsed ? [parsed.scene] : [];
    });
  } catch {
    return null;
  }
}

export const imageUrlOf = (code: string) => (sha256: string) => `/api/v1/displays/${encodeURIComponent(code)}/images/${sha256}`;
