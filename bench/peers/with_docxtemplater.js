// docxtemplater (the free edition): a Word template with loops and conditions in it.
"use strict";

const fs = require("fs");
const [, , modules, template, content, out] = process.argv;
const load = (name) => require(require.resolve(name, { paths: [modules] }));
const Docxtemplater = load("docxtemplater");
const PizZip = load("pizzip");

function withRuns(runs) {
  return runs.map((run) => ({ ...run, plain: !run.bold && !run.italic }));
}

function row(cells) {
  const made = {};
  cells.forEach((cell, place) => {
    made[`c${place}`] = cell.text;
    made[cell.fill ? `f${place}_${cell.fill}` : `plain${place}`] = true;
  });
  return made;
}

function block(given) {
  switch (given.kind) {
    case "heading":
      return { [`heading${given.level}`]: true, text: given.text };
    case "paragraph":
      return { paragraph: true, runs: withRuns(given.runs) };
    case "list":
      return { points: given.points.map((point) => ({ [`level${point.level}`]: true, runs: withRuns(point.runs) })) };
    default: {
      const made = { table: true, [given.shape]: true, caption: given.caption, notes: given.notes };
      given.columns.forEach((column, place) => (made[`title${place}`] = column.title));
      made.rows = given.rows.map((each) => row(each.cells));
      return made;
    }
  }
}

const ready = JSON.parse(fs.readFileSync(content, "utf8"));
const document = new Docxtemplater(new PizZip(fs.readFileSync(template)), {
  paragraphLoop: true,
  linebreaks: true,
  nullGetter: () => "",
});
document.render({ blocks: ready.blocks.map(block) });
fs.writeFileSync(out, document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" }));
