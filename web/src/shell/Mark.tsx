/** The sign of the product: one source, several streams. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0e6e83" />
      <circle cx="8" cy="9" r="2.6" fill="#fff" />
      <path d="M8 9c0 8 6 6 8.500 8.500S19 26 26 25M8 9c0 14 6 16 12 16" fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  )
}
