import { type DragEvent, useEffect, useState } from 'react';
import { builtInImages, type ImageSource } from '../../../scene/paint.ts';
import type { Stage } from '../../../scene/stage.ts';
import { FileButton } from '../../parts/file-button.tsx';
import { ToolDialog } from '../../parts/tool-dialog.tsx';
import { builtInImageUrls } from '../../scene/built-in-images.ts';
import type { BuilderStore } from '../builder-store.ts';
import { type ReadImage, readImage } from '../image-work.ts';
import { CropPicture } from './crop-picture.tsx';

type ImagesDialogProps = { store: BuilderStore; stage: Stage; onChoose: ((image: ImageSource) => void) | null; onClose: () => void };
type Opened = ReadImage & { file: File };

/** The pictures of the event: look, add, cut, take one for what asked for it. */
export function ImagesDialog({ store, stage, onChoose, onClose }: ImagesDialogProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    void store.images.lookAtServer().then((answer) => !answer.ok && setSaid(`From this browser alone: ${answer.detail}.`));
  }, [store]);
  const choose = (image: ImageSource) => {
    onChoose?.(image);
    onClose();
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readImage(file);
    if ('refused' in read) setSaid(`${file.name}: ${read.refused}`);
    else setOpened({ ...read, file });
  };
  const added = async (made: { bytes: Blob; width: number; height: number }, name: string) => {
    const sha256 = await store.images.add(made.bytes, { name, width: made.width, height: made.height });
    setOpened(null);
    setSaid('');
    if (onChoose) choose({ from: 'upload', sha256 });
  };
  if (opened) {
    return (
      <ToolDialog key="cut" title={`Cut ${opened.file.name}`} onClose={() => setOpened(null)} isWide>
        <CropPicture image={opened} stage={stage} onCut={(made) => void added(made, opened.file.name)} onRefused={setSaid} />
        {said && <p role="alert">{said}</p>}
      </ToolDialog>
    );
  }
  return (
    <ToolDialog key="pictures" title={onChoose ? 'Choose a picture' : 'Pictures of this event'} onClose={onClose} isWide>
      <section
        aria-label="Add a picture"
        className="drop-place"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
      >
        <FileButton isMain words="Add a picture …" accept="image/png,image/jpeg,image/webp" onFile={(file) => void take(file)} />
        <span className="soft">PNG, JPEG or WebP; or drop one here</span>
      </section>
      {said && <p role="alert">{said}</p>}
      <ul className="picture-list">
        {store.images.list().map((image) => (
          <li key={image.sha256}>
            <Thumbnail
              url={image.thumbnailUrl}
              onChoose={onChoose && (() => choose({ from: 'upload', sha256: image.sha256 }))}
              name={image.name || 'Picture'}
            />
            <span className="picture-name">{image.name || 'Picture'}</span>
            <span className="soft small">
              {image.width} × {image.height}
              {image.isOnServer ? '' : ' · in this browser'}
            </span>
            {!onChoose && (
              <button type="button" aria-label={`Delete ${image.name || 'picture'}`} onClick={() => void store.images.remove(image.sha256)}>
                Delete
              </button>
            )}
          </li>
        ))}
        {onChoose &&
          builtInImages.map((name) => (
            <li key={name}>
              <Thumbnail url={builtInImageUrls[name]} onChoose={() => choose({ from: 'built-in', name })} name={name} />
              <span className="picture-name">{name.replaceAll('-', ' ')}</span>
              <span className="soft small">built in</span>
            </li>
          ))}
        {onChoose && store.editor?.scene.brand.logo && (
          <li>
            <button type="button" className="choice" onClick={() => choose({ from: 'brand-logo' })}>
              Logo of the brand
            </button>
          </li>
        )}
      </ul>
    </ToolDialog>
  );
}

function Thumbnail({ url, name, onChoose }: { url: string; name: string; onChoose: (() => void) | null }) {
  if (!onChoose) return <img className="thumbnail" src={url} alt="" />;
  return (
    <button type="button" className="thumbnail-button" onClick={onChoose} aria-label={`Take ${name}`}>
      <img className="thumbnail" src={url} alt="" />
    </button>
  );
}
