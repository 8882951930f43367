/** What must not be overlooked, in words. */
export function Notices({ notices, onShowArriving }: { notices: readonly string[]; onShowArriving: (() => void) | null }) {
  if (notices.length === 0 && !onShowArriving) return null;
  return (
    <section className="notices" aria-label="Notices">
      {notices.map((notice) => (
        <p key={notice} className="notice">
          {notice}
        </p>
      ))}
      {onShowArriving && (
        <p className="notice">
          The source came back with less than is shown here.
          <button type="button" onClick={onShowArriving}>
            Show what it has
          </button>
        </p>
      )}
    </section>
  );
}
