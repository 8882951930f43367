/** Dark on light, to be read in the sun at arm's length. */
export const style = `
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #111; font: 20px/1.35 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 110rem; margin: 0 auto; padding: 0 1rem 2rem; }
header { margin: 0 -1rem; padding: 1rem; color: #fff; background: #0b5d2a; }
header.look { color: #111; background: #ffc93c; }
header.alarm { background: #a30f1d; }
h1 { margin: 0; font-size: clamp(3rem, 9vw, 6rem); line-height: 1; letter-spacing: -0.02em; }
header p { margin: 0.5rem 0 0; font-size: 1.1rem; }
header ul { margin: 0; padding: 0; list-style: none; }
header li { margin-top: 0.75rem; font-size: 1.25rem; font-weight: 600; }
header small { font-weight: 400; font-size: 0.85em; white-space: nowrap; }
h2 { margin: 1.75rem 0 0.25rem; font-size: 1.1rem; color: #444; }
dl { margin: 0; }
dl div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: 0.5rem 0; border-top: 1px solid #bbb; }
dt { font-weight: 700; overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
.warn dd { background: #ffe9a8; padding: 0 0.3rem; }
.error dd { background: #a30f1d; color: #fff; padding: 0 0.3rem; }
ol { margin: 0; padding: 0; list-style: none; }
ol li { padding: 0.4rem 0 0.4rem 0.6rem; border-top: 1px solid #bbb; border-left: 0.4rem solid #fff; overflow-wrap: anywhere; }
ol li.warn { border-left-color: #d99a00; }
ol li.error { border-left-color: #a30f1d; }
time { font-weight: 700; white-space: nowrap; }
@media (min-width: 60rem) {
  body { font-size: 24px; }
  .sections { display: grid; grid-template-columns: 1fr 1fr; gap: 0 3rem; }
}
`;
