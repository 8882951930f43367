type FileButtonProps = { words: string; accept: string; onFile: (file: File) => void; isMain?: boolean };

/** Opens the system's choice of a file. The same file can be chosen again. */
export function FileButton({ words, accept, onFile, isMain = false }: FileButtonProps) {
  return (
    <label className={isMain ? 'file-button main-button' : 'file-button'}>
      {words}
      <input
        type="file"
        accept={accept}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
          target.value = '';
        }}
      />
    </label>
  );
}
