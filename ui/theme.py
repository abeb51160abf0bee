"""The one place for CSS: what the theme file cannot say."""

from __future__ import annotations

import streamlit as st

READING = 720
WIDE = 1100

_CSS = """
.stApp {
  --ink: light-dark(#1C1B1A, #ECEAE4); --quiet: light-dark(#6B6862, #A29E95);
  --surface: light-dark(#FFFFFF, #1E1D1B); --line: light-dark(#E8E5DE, #34322E);
  --accent: light-dark(#0F766E, #2DD4BF); --tint: light-dark(#EEF4F2, #1B2A28);
  --covered: light-dark(#15803D, #4ADE80); --partial: light-dark(#A15C07, #FBBF24);
  --missed: light-dark(#6B6862, #A29E95); --contradicted: light-dark(#B42318, #F87171);
  --mark: light-dark(#FDF3D7, #3A3216);
  --tint-strong: light-dark(#8CCFC6, #14665D);
}
[data-testid="stHeader"] { background: transparent; }
[data-testid="stStatusWidget"], [data-testid="stToolbar"] [data-testid="stAppDeployButton"],
[data-testid="stMainMenu"] { display: none; }
[data-testid="stMainBlockContainer"] { max-width: calc(%(width)dpx + 2rem); padding: 2.25rem 1rem 7rem; }
[data-testid="stBottomBlockContainer"] { max-width: calc(%(width)dpx + 2rem); padding: .5rem 1rem 1.25rem; }
[data-testid="stBottomBlockContainer"] > [data-testid="stVerticalBlock"] { gap: .6rem; }
/* while an answer is graded, the box it was written in stands below until the page is done, grey and of no use */
[data-testid="stBottom"]:has(.st-key-waiting) [class*="st-key-answer-"][data-stale="true"],
[data-testid="stBottom"]:has([class*="st-key-answer-"]) .st-key-waiting[data-stale="true"] { display: none; }
[data-testid="stBaseButton-primary"] { color: light-dark(#FFFFFF, #0B1F1C) !important; }
h1, h2, h3 { letter-spacing: -.01em; text-wrap: balance; }
h3 { font-size: 1.2rem !important; padding: 1.1rem 0 .25rem !important; }
h1 { font-size: 2rem !important; line-height: 1.3 !important; }
[data-testid="stHtml"] { color: var(--ink); }
.iv-area { font-size: .9rem; line-height: 1.5; padding-top: .3rem; overflow-wrap: anywhere; }
.iv-quiet { color: var(--quiet); }
.iv-small { font-size: .875rem; }
.iv-row { display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; }
.iv-spread { display: flex; gap: .75rem; justify-content: space-between; align-items: baseline; flex-wrap: wrap; }
.iv-card { background: var(--surface); border: 1px solid var(--line); border-radius: 16px; padding: 1.25rem 1.4rem; }
[class*="st-key-card-"] { background: var(--surface); border: 1px solid var(--line); border-radius: 16px; padding: 1.25rem 1.4rem; }
.iv-head { padding-bottom: .9rem; }
.iv-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%%); white-space: nowrap; }
[class*="st-key-verdict-"] { border-top: 1px solid var(--line); padding: .8rem 0 .7rem; position: relative; }
[class*="st-key-card-follow-up-"] [class*="st-key-verdict-"] { border-top: 0; padding: 0; }
[class*="st-key-verdict-"] > [class*="st-key-contest-"] { position: absolute; top: .75rem; right: 0; width: auto; }
[class*="st-key-card-follow-up-"] [class*="st-key-contest-"] { top: 0; }
[class*="st-key-verdict-"] .what { padding-right: 4rem; }
[class*="st-key-verdict-"] .iv-points { margin: 0 !important; } [class*="st-key-verdict-"] .iv-points > li { border: 0; padding: 0; }
[class*="st-key-verdict-"] [class*="st-key-contest-"] button, [class*="st-key-undo-"] button { color: var(--quiet); min-height: 1.6rem; padding: 0; }
[class*="st-key-verdict-"] [class*="st-key-contest-"] button:focus-visible, [class*="st-key-undo-"] button:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 6px; box-shadow: none; }
[class*="st-key-contest-"] button p, [class*="st-key-undo-"] button p { font-size: .875rem; }
.iv-next { background: var(--tint); border-radius: 10px; padding: .65rem .9rem; margin: .2rem 0 .7rem; line-height: 1.65; overflow-wrap: anywhere; }
.iv-spoken { border: 1px solid var(--line); border-radius: 10px; margin: .5rem 0 .6rem; padding: .8rem 1rem; overflow-wrap: anywhere; }
.iv-spoken p { margin: 0 0 .7rem; line-height: 1.8; max-width: 42rem; }
.iv-delivery { border-top: 1px solid var(--line); margin: .6rem 0 0; padding: .7rem 0 .2rem; line-height: 1.6; overflow-wrap: anywhere; }
.iv-delivery .hint { padding: .15rem 0 .3rem; } .iv-ranges { list-style: none; margin: .5rem 0 .8rem !important; padding: 0 !important; }
.iv-ranges > li { border-top: 1px solid var(--line); padding: .5rem 0; margin: 0 !important; font-size: .95rem; }
.iv-delivery .heard { margin: .2rem 0 .6rem; line-height: 1.8; white-space: pre-wrap; }
.iv-delivery mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 .1em; }
.iv-strip { position: relative; height: 12px; margin: 1.7rem 0 .3rem; border-radius: 4px; background: var(--line); }
.iv-strip i { position: absolute; inset: 0; mask: var(--shape) 0 0 / 100%% 100%% no-repeat; }
.iv-strip i.speech { background: var(--accent); }
.iv-strip i.pause { background: repeating-linear-gradient(135deg, var(--partial) 0 3px, transparent 3px 6px); }
.iv-strip b { position: absolute; bottom: 100%%; transform: translateX(-50%%); font-size: .8rem; font-weight: 400; color: var(--partial);
  white-space: nowrap; font-variant-numeric: tabular-nums; }
.iv-became { border-left: 2px solid var(--line); padding-left: .7rem; margin: .3rem 0; color: var(--quiet); font-size: .875rem; line-height: 1.6;
  overflow-wrap: anywhere; }
.iv-told.iv-became { border-color: var(--accent); color: var(--ink); margin-left: 2.1rem; }
[class*="st-key-undo-"] { margin-left: 2.1rem; }
.st-key-contesting { background: var(--surface); margin: .7rem 0 .2rem; }
.st-key-contesting [data-testid="InputInstructions"] { display: none; }
[role="radio"][aria-checked="true"] p { color: light-dark(#0B5F58, #5EEAD4); }
.st-key-recorder [data-testid="stAudioInput"] > div { min-height: 3rem; height: 3rem; border-radius: 12px; }
.st-key-recorder_words { margin-top: -.5rem; } .st-key-recorder_words [data-testid="stCheckbox"] p { font-size: .875rem; color: var(--quiet); }
[class*="st-key-heard-"] button, [class*="st-key-recording-"] button { min-height: 1.6rem; padding: 0; color: var(--quiet); }
[class*="st-key-heard-"] button p, [class*="st-key-recording-"] button p { font-size: .875rem; }
.st-key-contesting textarea { font-size: 1rem; line-height: 1.65; }
[class*="st-key-verdict-"] { scroll-margin-top: .75rem; }
.iv-dots { display: inline-flex; gap: 5px; vertical-align: middle; }
.iv-dots i { width: 8px; height: 8px; border-radius: 50%%; background: var(--line); display: inline-block; }
.iv-dots i.done { background: var(--accent); }
.iv-dots i.now { background: var(--surface); box-shadow: inset 0 0 0 2px var(--accent); }
.iv-dots i.skipped { background: var(--surface); box-shadow: inset 0 0 0 1px var(--missed); }
.iv-top { border-bottom: 1px solid var(--line); padding-bottom: .75rem; }
.iv-question { font-family: "Noto Serif SC", "Source Han Serif SC", "Songti SC", Georgia, serif; font-size: 1.5rem;
  line-height: 1.55; margin: .5rem 0 0; text-wrap: pretty; overflow-wrap: anywhere; }
.iv-follow { max-height: 30vh; overflow-y: auto; border-left: 3px solid var(--accent); padding: .1rem 0 .1rem 1rem; font-size: 1.1rem; line-height: 1.65;
  overflow-wrap: anywhere; }
.iv-hints { color: var(--ink); background: var(--mark); border-radius: 10px; padding: .5rem .9rem; margin: .6rem 0 0; font-size: 1rem;
  font-family: inherit; line-height: 1.65; overflow-wrap: anywhere; }
.iv-keys { align-self: center; }
@media (max-width: 640px), (hover: none) { .iv-keys, .st-key-asides kbd, .st-key-ways_past kbd { display: none; } }
.iv-question:focus, .iv-follow:focus { outline: 2px solid var(--accent); outline-offset: 6px; border-radius: 4px; }
.st-key-turn-header { border-bottom: 1px solid var(--line); padding-bottom: .6rem; }
.st-key-asides button, .st-key-ways_past button { color: var(--quiet); }
@media (max-width: 640px) { .st-key-asides, .st-key-ways_past { row-gap: 0 !important; }
  .st-key-asides button, .st-key-ways_past button { min-height: 2rem; padding-block: 0; } }
.st-key-presets button { height: 100%%; min-height: 5.4rem; padding: .8rem 1rem; align-items: flex-start; background: var(--surface);
  border-color: var(--line); border-radius: 14px; }
.st-key-presets button > div, .st-key-presets button [data-testid="stMarkdownContainer"] { width: 100%%; text-align: left;
  justify-content: flex-start; }
.st-key-presets button p { color: var(--quiet); font-size: .9rem; line-height: 1.55; white-space: normal; }
.st-key-presets button strong { display: block; color: var(--ink); font-size: 1rem; font-weight: 600; }
.iv-answer { background: var(--tint); border-radius: 16px 16px 4px 16px; padding: .9rem 1.1rem; white-space: pre-wrap;
  overflow-wrap: anywhere; line-height: 1.7; max-height: 22rem; overflow-y: auto; }
.iv-score { font-size: 3rem; line-height: 1; font-variant-numeric: tabular-nums; font-weight: 600; }
.iv-score small { font-size: 1rem; font-weight: 400; color: var(--quiet); }
.iv-bar { display: flex; height: 8px; border-radius: 4px; overflow: hidden; background: var(--line); margin: .9rem 0 .3rem; gap: 2px; }
.iv-bar i { display: block; }
.iv-points { list-style: none; margin: .75rem 0 0 !important; padding: 0 !important; }
.iv-points > li { border-top: 1px solid var(--line); padding: .8rem 0; display: grid;
  grid-template-columns: 1.5rem minmax(0, 1fr); gap: .1rem .6rem; margin: 0 !important; }
.iv-points .what { line-height: 1.6; overflow-wrap: anywhere; }
.iv-points .below { grid-column: 2; font-size: .9rem; line-height: 1.65; }
.iv-kind { font-size: .8rem; font-weight: 600; white-space: nowrap; }
.iv-covered { color: var(--covered); } .iv-partial { color: var(--partial); }
.iv-missed { color: var(--missed); } .iv-contradicted { color: var(--contradicted); }
.iv-bar .iv-covered { background: var(--covered); } .iv-bar .iv-partial { background: var(--partial); }
.iv-bar .iv-missed { background: transparent; } .iv-bar .iv-contradicted { background: var(--contradicted); }
.iv-icon { width: 1.25rem; height: 1.25rem; margin-top: .2rem; background: currentColor; mask: var(--shape) center / contain no-repeat; }
.iv-icon.iv-covered { --shape: url("data:image/svg+xml,%%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%%3E%%3Cpath d='M10 1a9 9 0 100 18 9 9 0 000-18zm4.7 6.9l-5.5 6a1 1 0 01-1.4.05L5.2 11.4a1 1 0 011.36-1.46l1.86 1.73 4.8-5.24a1 1 0 011.48 1.47z'/%%3E%%3C/svg%%3E"); }
.iv-icon.iv-partial { --shape: url("data:image/svg+xml,%%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%%3E%%3Cpath d='M10 1a9 9 0 100 18 9 9 0 000-18zm0 2v14a7 7 0 010-14z'/%%3E%%3C/svg%%3E"); }
.iv-icon.iv-missed { --shape: url("data:image/svg+xml,%%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%%3E%%3Ccircle cx='10' cy='10' r='8' fill='none' stroke='black' stroke-width='1.8' stroke-dasharray='2.5 2.5'/%%3E%%3C/svg%%3E"); }
.iv-icon.iv-contradicted { --shape: url("data:image/svg+xml,%%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%%3E%%3Cpath d='M10 1a9 9 0 100 18 9 9 0 000-18zm3.7 11.3a1 1 0 01-1.4 1.4L10 11.4l-2.3 2.3a1 1 0 01-1.4-1.4L8.6 10 6.3 7.7a1 1 0 011.4-1.4L10 8.6l2.3-2.3a1 1 0 011.4 1.4L11.4 10z'/%%3E%%3C/svg%%3E"); }
.iv-said { overflow-wrap: anywhere; }
details.iv-note > summary { cursor: pointer; color: var(--accent); font-size: .875rem; width: fit-content; max-width: 100%%;
  list-style-position: inside; overflow-wrap: anywhere; }
details.iv-note > summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.iv-lines { border: 1px solid var(--line); border-radius: 10px; margin: .5rem 0 .25rem; padding: .6rem 0; max-height: 20rem;
  overflow: auto; font-size: .875rem; line-height: 1.65; background: var(--surface); }
.iv-lines > div { display: grid; grid-template-columns: 3.2rem minmax(0, 1fr); padding: 0 .8rem 0 0; }
.iv-lines b { font-weight: 400; color: var(--quiet); text-align: right; padding-right: .8rem; user-select: none;
  font-variant-numeric: tabular-nums; }
.iv-lines span { white-space: pre-wrap; overflow-wrap: anywhere; }
.iv-lines .hit { background: var(--mark); }
.iv-notice { border-radius: 12px; padding: .8rem 1.1rem; background: var(--tint); line-height: 1.65; overflow-wrap: anywhere; }
.iv-notice.warn { background: var(--mark); }
.iv-entrance-name { font: 600 1.25rem Georgia, serif; margin: 12vh 0 1.5rem; }
.iv-account { margin-top: 1.25rem; padding-top: 1rem; border-top: 1px solid var(--line); overflow-wrap: anywhere;
  line-height: 1.6; }
ul.iv-points { margin: .25rem 0 0; padding-left: 1.2rem; line-height: 1.7; overflow-wrap: anywhere; }
.iv-pill { display: inline-block; border: 1px solid var(--line); border-radius: 999px; padding: .05rem .65rem; font-size: .8rem;
  color: var(--quiet); background: var(--surface); white-space: nowrap; }
.iv-hbar { display: grid; grid-template-columns: minmax(6rem, 16rem) 1fr 3rem; gap: .25rem .9rem; align-items: center;
  padding: .35rem 0; }
.iv-hbar .track { height: 10px; border-radius: 5px; background: var(--line); overflow: hidden; }
.iv-hbar .track i { display: block; height: 100%%; background: var(--accent); border-radius: 5px; }
.iv-hbar .num { text-align: right; font-variant-numeric: tabular-nums; }
.iv-hbar .name { overflow-wrap: anywhere; line-height: 1.4; }
.iv-table { width: 100%%; border-collapse: collapse; font-size: .95rem; }
.iv-table td, .iv-table tr:first-child td { border-top: 0; }
.iv-table th { border: 0; border-top: 1px solid var(--line); padding: .55rem .5rem .55rem 0; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; font-weight: 400; }
.iv-table tr:first-child td { border-top: 0; }
.iv-table th { color: var(--quiet); font-size: .8rem; border-top: 0; }
.iv-table td.num, .iv-table th.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.iv-history { display: grid; grid-template-columns: 3.2rem minmax(0, 1fr); gap: .1rem .9rem; align-items: start; line-height: 1.6; }
.iv-history .score { font-size: 1.75rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; }
.iv-history .name { font-weight: 600; overflow-wrap: anywhere; } .iv-history .name .iv-pill { font-weight: 400; margin-left: .3rem; }
.iv-history .facts { font-variant-numeric: tabular-nums; }
[class*="st-key-ways-"] { padding-left: 4.1rem; row-gap: 0 !important; }
[class*="st-key-ways-"] button { color: var(--quiet); min-height: 1.9rem; padding: 0; } [class*="st-key-ways-"] button p { font-size: .875rem; }
[class*="st-key-ways-"] a[data-testid="stPageLink-NavLink"] { padding: 0; } [class*="st-key-ways-"] a p { font-size: .875rem; }
[class*="st-key-naming-"], [data-testid="stForm"]:has([class*="st-key-name-"]) { padding: .5rem 0 .25rem 4.1rem; }
[class*="st-key-session-"] { border-top: 1px solid var(--line); padding: .9rem 0 .45rem; }
[class*="st-key-session-"]:has([data-testid="stForm"]) { padding-bottom: 1rem; }
.st-key-history-pages { border-top: 1px solid var(--line); padding-top: .5rem; }
.st-key-history-undo { flex-wrap: nowrap; background: var(--tint); border-radius: 12px; padding: .5rem .9rem .5rem 1.1rem; overflow-wrap: anywhere; }
.iv-history-counts { margin: .35rem 0 0; padding-left: 1.2rem; font-variant-numeric: tabular-nums; }
[data-testid="stPopoverBody"] [role="radio"][aria-checked="true"] p { color: inherit; }
.st-key-history-search [data-testid="stPopover"] { flex: 0 0 auto; }
@media (min-width: 900px) { [class*="st-key-session-"] { position: relative; }
  [class*="st-key-session-"] > :has(> [class*="st-key-ways-"]), [class*="st-key-session-"] > [class*="st-key-ways-"] {
    position: absolute; top: .9rem; right: 0; width: auto; padding-left: 0; }
  [class*="st-key-session-"]:has([class*="st-key-ways-"]) .iv-history { padding-right: 15rem; }
  [class*="st-key-session-"] [class*="st-key-ways-"] { width: auto; padding-left: 0; } }
@media (max-width: 640px) { [class*="st-key-ways-"], [data-testid="stForm"]:has([class*="st-key-name-"]) { padding-left: 0; } }
.iv-finding { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem 1.25rem; padding: .65rem 0; line-height: 1.6;
  border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.iv-finding:first-child { border-top: 0; }
.iv-finding .where { color: var(--quiet); font-size: .875rem; text-align: right; font-variant-numeric: tabular-nums;
  max-width: 16rem; }
.iv-finding .below { grid-column: 1 / -1; font-size: .9rem; color: var(--quiet); }
.iv-group { font-size: .875rem; font-weight: 400; color: var(--quiet); letter-spacing: 0; margin: 0; padding: 1.4rem 0 .35rem;
  overflow-wrap: anywhere; }
.iv-facts { display: flex; gap: .5rem; align-items: center; justify-content: flex-end; flex-wrap: wrap; color: var(--quiet);
  font-size: .875rem; font-variant-numeric: tabular-nums; text-align: right; }
.iv-left-out { color: var(--quiet); text-decoration: line-through; line-height: 1.65; padding: .65rem 0; overflow-wrap: anywhere; }
[class*="st-key-desk-question-"] { border-top: 1px solid var(--line); padding: .9rem 0; }
.iv-desk-head { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr); gap: .25rem; line-height: 1.6; overflow-wrap: anywhere; }
.iv-desk-head .no { color: var(--quiet); font-variant-numeric: tabular-nums; }
.iv-desk-part { line-height: 1.65; overflow-wrap: anywhere; margin-top: .75rem; }
.iv-desk-part .head { font-size: .875rem; color: var(--quiet); padding-bottom: .15rem; }
.iv-desk-part ul, .iv-desk-part ol { margin: 0; padding-left: 1.25rem; } .iv-desk-part .scale { list-style: none; padding: 0; }
.iv-told { line-height: 1.6; overflow-wrap: anywhere; }
.iv-told.warn { color: var(--contradicted); }
.st-key-told { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: .5rem .75rem .5rem 1.1rem; }
.st-key-points > *, [class*="st-key-link-section-"] { border-top: 1px solid var(--line); }
.st-key-point-editor { background: var(--surface); margin: .75rem 0; }
.st-key-point-editor textarea { font-size: 1rem; line-height: 1.65; }
.st-key-points > :has(> [class*="st-key-outdated-"]) { border-top: 0; }
[class*="st-key-outdated-"] { border-left: 3px solid var(--partial); padding-left: .9rem; margin: .1rem 0 .9rem; }
.st-key-points [class*="st-key-open-"] button:focus-visible { outline: none; border-radius: 0;
  box-shadow: inset 0 -2px 0 var(--accent), inset 0 2px 0 var(--accent); }
.st-key-points [class*="st-key-open-"] button { padding: .65rem 0; line-height: 1.65; }
.st-key-points [class*="st-key-open-"] button > div { width: 100%%; justify-content: flex-start; text-align: left; }
.st-key-points [class*="st-key-open-"] button p { font-size: 1rem; overflow-wrap: anywhere; }
.iv-opening { font-size: 1.2rem; line-height: 1.7; margin: .25rem 0 0; text-wrap: pretty; overflow-wrap: anywhere; }
.iv-working { padding-top: .6rem; } .iv-working p { margin: .5rem 0 0; max-width: 44rem; }
.iv-scroll { overflow-x: auto; margin: .8rem 0; } .iv-scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.iv-card > .iv-scroll { margin-top: 0; } .iv-scroll .iv-table { max-width: 44rem; } .iv-lost { margin: .25rem 0 0; padding-left: 1.2rem; }
ul.iv-points.iv-card { padding: .3rem 1.4rem !important; } ul.iv-points.iv-card > li:first-child { border-top: 0; }
.st-key-report-fixes { background: var(--surface); border: 1px solid var(--line); border-radius: 16px; padding: .2rem 1.4rem; }
[class*="st-key-report-fix-"] { border-top: 1px solid var(--line); padding: .3rem 0 .6rem; } .st-key-report-fix-0 { border-top: 0; }
[class*="st-key-report-fix-"] .iv-points { margin: 0 !important; } [class*="st-key-report-fix-"] .iv-points > li { border: 0; }
[class*="st-key-report-ways-"] a[data-testid="stPageLink-NavLink"] { padding: 0; background: transparent; }
[class*="st-key-report-ways-"] a p, [class*="st-key-report-ways-"] button p { font-size: .9rem; }
.st-key-report-body [data-testid="stElementToolbar"] { display: none; }
.st-key-report-body h3 { padding-bottom: .8rem !important; }
.iv-sc-grades { list-style: none; margin: 0 0 .5rem !important; padding: 0 !important; }
.iv-sc-grades > li { display: grid; grid-template-columns: 1.2rem minmax(0, 1fr); padding: .3rem .7rem; margin: 0 !important; border-radius: 8px;
  color: var(--quiet); font-size: .9rem; line-height: 1.55; overflow-wrap: anywhere; }
.iv-sc-grades > li.chosen { background: var(--tint); color: var(--ink); box-shadow: inset 3px 0 0 var(--accent); }
.st-key-sc-body h3 { padding-bottom: .7rem !important; }
.iv-sc-facts { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; line-height: 1.7; overflow-wrap: anywhere; }
.iv-sc-notes { background: var(--tint); border-radius: 12px; padding: .8rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere;
  line-height: 1.7; max-height: 16rem; overflow-y: auto; }
.iv-sc-label { color: var(--quiet); font-size: .875rem; padding: .2rem 0 .3rem; }
.iv-sc-scroll { overflow-x: auto; }
.iv-sc-scroll .iv-table { width: max-content; min-width: min(100%%, 44rem); }
.iv-sc-table td { border-top: 1px solid var(--line) !important; padding: .5rem 0 !important; line-height: 1.5; vertical-align: top; overflow-wrap: anywhere; }
.iv-sc-table th, .iv-sc-table th.num { padding: 0 0 .4rem !important; vertical-align: bottom; font-size: .875rem; }
.iv-sc-table td.num, .iv-sc-table th.num { padding-left: 1.6rem !important; white-space: normal; min-width: 5.5rem; max-width: 11rem; }
.iv-sc-scroll td:first-child, .iv-sc-scroll th:first-child { position: sticky; left: 0; background: light-dark(#FAF9F6, #141413);
  max-width: min(28rem, 45vw); }
.iv-sc-table tr.sum td { font-weight: 600; }
.iv-sc-far { color: var(--partial); font-weight: 600; }
.iv-sc-log { list-style: none; margin: 0 !important; padding: 0 !important; }
.iv-sc-log > li { border-top: 1px solid var(--line); padding: .55rem 0; margin: 0 !important; line-height: 1.6; font-size: .95rem; overflow-wrap: anywhere; }
.iv-sc-log > li:first-child { border-top: 0; }
[class*="st-key-sc-rating-"] [role="radiogroup"] { gap: .35rem; }
[class*="st-key-sc-rating-"] [data-testid="stCaptionContainer"] p { font-size: .875rem; line-height: 1.5; }
[class*="st-key-sc-recommendation"] [data-testid="stCaptionContainer"] p { font-size: .875rem; line-height: 1.5; }
[class*="st-key-sc-"] textarea { font-size: 1rem; line-height: 1.65; }
[class*="st-key-sc-"] [data-testid="InputInstructions"] { display: none; }
[class*="st-key-sc-person-"] { background: var(--surface); border: 1px solid var(--line); border-radius: 16px; padding: 1rem 1.25rem; }
[class*="st-key-link-"] a[data-testid="stPageLink-NavLink"] { padding: 0; background: transparent; }
[class*="st-key-link-"] a[data-testid="stPageLink-NavLink"]:hover p { color: var(--accent); }
[class*="st-key-link-"] a[data-testid="stPageLink-NavLink"]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[class*="st-key-link-"] a[data-testid="stPageLink-NavLink"] p { white-space: normal; overflow-wrap: anywhere; font-size: 1rem; }
[class*="st-key-link-section-"] a[data-testid="stPageLink-NavLink"] { padding: .65rem 0; }
.iv-stats { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; padding: .25rem 0 .5rem; }
.iv-stats b { display: block; font-size: 1.9rem; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
.iv-stats span { color: var(--quiet); font-size: .875rem; }
.st-key-due_today { background: var(--surface); }
.iv-due-title { font-size: 1.2rem; line-height: 1.5; margin: 0; padding: 0; }
.iv-due-list { margin: .4rem 0 .2rem !important; padding-left: 1.2rem !important; line-height: 1.7; overflow-wrap: anywhere; }
.iv-due-goal p { margin: .15rem 0; line-height: 1.65; } .iv-due-line { margin: 0; line-height: 1.65; }
.iv-mastery details.topic { border-top: 1px solid var(--line); } .iv-mastery details.topic:first-child { border-top: 0; }
.iv-mastery summary { display: grid; grid-template-columns: minmax(8rem, 22rem) 1fr 3rem; gap: .25rem .9rem; align-items: center;
  padding: .6rem 0; cursor: pointer; list-style: none; }
.iv-mastery summary::-webkit-details-marker { display: none; }
.iv-mastery summary .name { overflow-wrap: anywhere; line-height: 1.45; }
.iv-mastery summary .name::before { content: "›"; display: inline-block; width: 1rem; color: var(--quiet); }
.iv-mastery details[open] > summary .name::before { transform: rotate(90deg); }
.iv-mastery summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.iv-mastery .track { position: relative; height: 10px; border-radius: 5px; background: var(--line); overflow: hidden; }
.iv-mastery .track i { position: absolute; inset: 0 auto 0 0; background: var(--accent); }
.iv-mastery .track i.asked { opacity: .3; }
.iv-mastery .num { text-align: right; font-variant-numeric: tabular-nums; }
.iv-mastery .inside { padding: 0 0 .6rem 1rem; } .iv-mastery .inside p { margin: 0 0 .3rem; line-height: 1.6; }
.iv-heat { overflow-x: auto; } .iv-heat:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.iv-heat table { border-collapse: separate; border-spacing: 3px; width: 100%%; }
.iv-heat th, .iv-heat td { border: 0; padding: 0; font-weight: 400; }
.iv-heat thead th { color: var(--quiet); font-size: .75rem; text-align: center; white-space: nowrap; font-variant-numeric: tabular-nums; }
.iv-heat tbody th { text-align: left; font-size: .9rem; line-height: 1.3; padding-right: .75rem; min-width: 6rem; max-width: 16rem;
  overflow-wrap: anywhere; }
.iv-heat tbody td { position: relative; min-width: 2.1rem; height: 2rem; text-align: center; border-radius: 6px; background: var(--surface);
  font-size: .8rem; font-variant-numeric: tabular-nums; overflow: hidden; }
.iv-heat tbody td.none { background: var(--line); opacity: .45; }
.iv-heat td i { position: absolute; inset: 0; background: var(--tint-strong); }
.iv-heat td > span:not(.iv-hidden) { position: relative; }
@media (max-width: 640px) {
  .iv-heat tr > :nth-child(-n+7):not(:first-child) { display: none; }
  .iv-mastery summary { grid-template-columns: 1fr 3rem; } .iv-mastery summary .name { grid-column: 1 / -1; }
  .iv-finding { grid-template-columns: minmax(0, 1fr); } .iv-finding .where { text-align: left; }
  [data-testid="stMainBlockContainer"] { padding-top: 4rem; }
  [class*="st-key-verdict-"] { scroll-margin-top: 4rem; }
  [data-testid="stHeader"] { background: light-dark(#FAF9F6, #141413); }
  .iv-question { font-size: 1.25rem; }
  .iv-card, [class*="st-key-card-"] { padding: 1rem; }
  h1 { font-size: 1.6rem !important; }
  .iv-hbar { grid-template-columns: 1fr 3rem; } .iv-hbar .name { grid-column: 1 / -1; }
}
@media (min-width: 768px) { [data-testid="stElementContainer"]:has(.iv-no-sidebar) { display: none; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
"""


def upload_words(button: str, hint: str) -> None:
    """Say in the interface's language what the upload field says in English only."""
    st.html(
        "<style>[data-testid='stFileUploaderDropzone'] button [data-testid='stMarkdownContainer'],"
        "[data-testid='stFileUploaderDropzoneInstructions'] > div { display: none !important; }"
        "[data-testid='stFileUploaderDropzone']:not(:has([data-testid='stFileChip'])) button::after "
        f"{{ content: '{button}'; font-size: .9rem; }}"
        f"[data-testid='stFileUploaderDropzoneInstructions']::after {{ content: '{hint}'; font-size: .9rem; "
        "color: var(--quiet); }</style>"
    )


def apply(width: int = READING) -> None:
    """Put the style of the product on the page, with a column of so many pixels."""
    st.html(f"<style>{_CSS % {'width': width}}</style>")
