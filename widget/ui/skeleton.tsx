/** Keeps the room of what is on its way; only shows itself when that takes long. */
export const Skeleton = ({ rows }: { rows: number }) => (
  <div class="skeleton" aria-hidden="true">
    {Array.from({ length: rows }, (_, at) => (
      <span key={at} />
    ))}
  </div>
);
