"use strict";

const REFRESH_MS = 1000;
const ROWS = 12;
const MOST_BOXES = 100;

const targets = document.getElementById("targets");
const connection = document.getElementById("connection");
const template = document.getElementById("target");
const cards = new Map();

function number(value) {
  return value === undefined || value === null ? "–" : String(Math.round(value * 100) / 100);
}

function time(instant) {
  return instant.slice(11, 19);
}

function card(name) {
  if (!cards.has(name)) {
    const node = template.content.cloneNode(true);
    const fields = {};
    node.querySelectorAll("[data-field]").forEach(field => { fields[field.dataset.field] = field; });
    cards.set(name, fields);
    targets.append(node);
  }
  return cards.get(name);
}

function set(field, text) {
  if (field.textContent !== text) field.textContent = text;
}

function showFleet(field, ready, starting) {
  const boxes = [];
  for (let i = 0; i < Math.min(ready + starting, MOST_BOXES); i++) {
    const box = document.createElement("i");
    if (i >= ready) box.className = "starting";
    boxes.push(box);
  }
  field.replaceChildren(...boxes);
}

/** Decisions that repeat the one before are one row, shown with the newest text. */
function showDecisions(field, decisions) {
  const rows = [];
  let before = null;
  for (const decision of decisions) {
    const key = decision.reason + decision.size + (decision.servers !== decision.size);
    if (key === before) continue;
    before = key;
    if (rows.length === ROWS) break;
    const row = document.createElement("tr");
    if (decision.servers !== undefined && decision.servers !== decision.size) row.className = "changed";
    for (const text of [time(decision.at), decision.line]) {
      const cell = document.createElement("td");
      cell.textContent = text;
      row.append(cell);
    }
    rows.push(row);
  }
  field.replaceChildren(...rows);
}

function show(target, decisions) {
  const fields = card(target.name);
  const last = target.last;
  set(fields.name, target.name);
  set(fields.resource, target.resource);
  fields.note.hidden = target.speed === 1;
  set(fields.note, `Simulated: time runs ${number(target.speed)} times faster than life. It is ${time(target.now)} there.`);
  set(fields.bounds, `${target.min} – ${target.max}`);
  if (!last) return;
  const loads = last.demands.map(demand => number(demand.load));
  set(fields.load, loads.join(", "));
  set(fields.loadDetail, target.setPoints.map(point => `${point.signal}, target ${number(point.value)}`).join(", "));
  set(fields.ready, number(last.ready));
  set(fields.readyDetail, `${number(last.starting)} starting, ${number(last.size)} wanted`
    + (last.mode === "ACT" ? "" : `, ${last.mode}: nothing is written`));
  showFleet(fields.fleet, last.ready || 0, last.starting || 0);
  set(fields.reason, last.reason);
  const faults = [last.fault, ...last.demands.map(demand => demand.fault)].filter(Boolean);
  set(fields.text, [last.text, ...faults].join(". "));
  showDecisions(fields.decisions, decisions);
}

async function json(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function refresh() {
  try {
    const list = await json("api/targets");
    for (const target of list) {
      show(target, await json(`api/targets/${encodeURIComponent(target.name)}/decisions`));
    }
    connection.className = "";
    set(connection, "live");
  } catch (gone) {
    connection.className = "gone";
    set(connection, "the agent does not answer");
  }
  setTimeout(refresh, REFRESH_MS);
}

refresh();
