(function () {
  "use strict";
  function make(tag, attributes, text) {
    var element = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    if (text) { element.textContent = text; }
    return element;
  }
  function tools(before) {
    var bar = make("div", { "class": "tools" });
    before.parentNode.insertBefore(bar, before);
    return bar;
  }
  function filter(table) {
    var bar = tools(table);
    var input = make("input", { type: "search", placeholder: "Filter these rows", "aria-label": "Filter these rows" });
    var count = make("span", { "aria-live": "polite" });
    bar.appendChild(input);
    bar.appendChild(count);
    var rows = Array.from(table.tBodies[0].rows);
    input.addEventListener("input", function () {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !words.every(function (word) { return text.includes(word); });
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = words.length ? shown + " of " + rows.length : "";
    });
  }
  function sort(table) {
    var heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      var button = make("button", { type: "button" }, head.textContent);
      head.textContent = "";
      head.appendChild(button);
      head.classList.add("sorts");
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.from(table.tBodies[0].rows);
        rows.sort(function (a, b) {
          var order = a.cells[column].textContent.trim().localeCompare(b.cells[column].textContent.trim(), "en", { numeric: true });
          return down ? -order : order;
        });
        rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
      });
    });
  }
  function hover(canvas) {
    var nodes = Array.from(canvas.querySelectorAll("g.node"));
    var lines = Array.from(canvas.querySelectorAll("g.line"));
    function focus(number) {
      var near = [number];
      lines.forEach(function (line) {
        var ends = line.dataset.ends.split(" ").map(Number);
        var mine = number === null || ends.includes(number);
        line.classList.toggle("dim", !mine);
        if (mine) { near = near.concat(ends); }
      });
      nodes.forEach(function (node, position) {
        node.classList.toggle("dim", number !== null && !near.includes(position));
      });
    }
    nodes.forEach(function (node, position) {
      node.addEventListener("mouseenter", function () { focus(position); });
      node.addEventListener("mouseleave", function () { focus(null); });
    });
  }
  function zoom(canvas) {
    var svg = canvas.querySelector("svg");
    if (svg.width.baseVal.value <= canvas.clientWidth) { return; }
    var button = make("button", { type: "button" }, "Fit to the page");
    tools(canvas).appendChild(button);
    button.addEventListener("click", function () {
      button.textContent = canvas.classList.toggle("fit") ? "Full size" : "Fit to the page";
    });
  }
  document.querySelectorAll("table.sortable").forEach(function (table) { sort(table); filter(table); });
  document.querySelectorAll(".canvas").forEach(function (canvas) { hover(canvas); zoom(canvas); });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (item) { item.open = true; });
  });
}());
