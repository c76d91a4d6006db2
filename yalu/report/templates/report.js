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
  function review(section) {
    var checks = Array.from(section.querySelectorAll("li.check"));
    if (!checks.length) { return; }
    var at = -1;
    var bar = make("div", { "class": "bar", role: "group", "aria-label": "Check links" });
    var said = make("span", { "aria-live": "polite" }, checks.length + " links to check");
    function button(text, act) {
      var made = make("button", { type: "button" }, text);
      made.addEventListener("click", act);
      bar.appendChild(made);
    }
    function near(check) { return check.closest(".text"); }
    function mark(on) {
      if (at < 0) { return; }
      checks[at].classList.toggle("current", on);
      near(checks[at]).querySelectorAll(".q-" + checks[at].dataset.link).forEach(function (piece) { piece.classList.toggle("current", on); });
    }
    function choose(number) {
      mark(false);
      at = (number + checks.length) % checks.length;
      mark(true);
      said.textContent = "Link " + (at + 1) + " of " + checks.length + ": " + checks[at].textContent.replace(/\s+/g, " ").trim();
    }
    function sentence() { return document.getElementById(checks[at].querySelector("a.jump").getAttribute("href").slice(1)); }
    function toSentence() {
      if (at < 0) { choose(0); }
      var place = sentence();
      place.scrollIntoView({ block: "center" });
      place.focus({ preventScroll: true });
    }
    function toLink() {
      if (at < 0) { choose(0); }
      checks[at].scrollIntoView({ block: "nearest" });
      checks[at].focus({ preventScroll: true });
    }
    function step(by) {
      choose(at < 0 && by < 0 ? -1 : at + by);
      var list = checks[at].parentNode;
      list.scrollTop += checks[at].getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
      sentence().scrollIntoView({ block: "center" });
      checks[at].focus({ preventScroll: true });
    }
    function follow() {
      var id = decodeURIComponent(location.hash.slice(1));
      var number = checks.findIndex(function (check) { return check.id === id || check.querySelector("a.jump").getAttribute("href") === "#" + id; });
      if (number >= 0) { choose(number); }
    }
    button("Previous", function () { step(-1); });
    button("Next", function () { step(1); });
    button("To the sentence", toSentence);
    button("Back to the link", toLink);
    bar.appendChild(said);
    section.appendChild(bar);
    checks.forEach(function (check, number) {
      check.addEventListener("click", function (event) {
        choose(number);
        if (!event.target.closest("a")) { toSentence(); }
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, button, textarea, select")) { return; }
      if (event.key === "j") { step(1); } else if (event.key === "k") { step(-1); } else if (event.key === "b") { toLink(); } else if (event.key === "Enter" && event.target.closest("li.check") && !event.target.closest("a")) { toSentence(); } else { return; }
      event.preventDefault();
    });
    window.addEventListener("hashchange", follow);
    follow();
  }
  document.querySelectorAll("#text").forEach(review);
  document.querySelectorAll("table.sortable").forEach(function (table) { sort(table); filter(table); });
  document.querySelectorAll(".canvas").forEach(function (canvas) { hover(canvas); zoom(canvas); });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (item) { item.open = true; });
  });
}());
