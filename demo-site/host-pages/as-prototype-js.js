/* Prototype is not published as a package. This is what its 1.6 did to a page, as far as others can feel it. */
(() => {
  const original = { reverse: Array.prototype.reverse };

  const extend = (target, source) => {
    for (const name in source) target[name] = source[name];
    return target;
  };
  /* Old pages put things on every object, and every `for … in` meets them. */
  extend(Object.prototype, { extendedByThePage: true });

  const inspect = (value) => (typeof value === "string" ? `'${value}'` : String(value));
  const toJSON = (value) =>
    value && typeof value.toJSON === "function" ? value.toJSON() : (JSON.stringify(value) ?? "null");
  extend(Object, {
    extend,
    inspect,
    toJSON,
    clone: (object) => extend({}, object),
    isElement: (object) => !!object && object.nodeType === 1,
    isArray: (object) => Array.isArray(object),
    isFunction: (object) => typeof object === "function",
    isUndefined: (object) => object === undefined,
    keys(object) {
      const keys = [];
      for (const name in object) if (Object.prototype.hasOwnProperty.call(object, name)) keys.push(name);
      return keys;
    },
    values: (object) => Object.keys(object).map((name) => object[name]),
  });

  window.$A = Array.from = (iterable) => {
    if (!iterable) return [];
    if ("toArray" in Object(iterable)) return iterable.toArray();
    let { length = 0 } = iterable;
    const results = Array(length);
    while (length--) results[length] = iterable[length];
    return results;
  };

  const each = function (iterator, context) {
    for (let at = 0; at < this.length; at++) iterator.call(context, this[at], at);
    return this;
  };
  const collect = function (iterator = (value) => value, context = undefined) {
    const results = [];
    each.call(this, (value, at) => results.push(iterator.call(context, value, at)));
    return results;
  };
  const findAll = function (iterator, context) {
    const results = [];
    each.call(this, (value, at) => iterator.call(context, value, at) && results.push(value));
    return results;
  };
  const detect = function (iterator, context) {
    for (let at = 0; at < this.length; at++) if (iterator.call(context, this[at], at)) return this[at];
  };
  const toArray = function () {
    return collect.call(this);
  };
  extend(Array.prototype, {
    each,
    _each: each,
    collect,
    map: collect,
    findAll,
    select: findAll,
    filter: findAll,
    detect,
    find: detect,
    toArray,
    entries: toArray,
    include: Array.prototype.includes,
    member: Array.prototype.includes,
    inject(memo, iterator) {
      each.call(this, (value, at) => (memo = iterator(memo, value, at)));
      return memo;
    },
    invoke(name, ...args) {
      return this.map((value) => value[name](...args));
    },
    first() {
      return this[0];
    },
    last() {
      return this[this.length - 1];
    },
    clear() {
      this.length = 0;
      return this;
    },
    clone() {
      return [].concat(this);
    },
    size() {
      return this.length;
    },
    reverse(inline = true) {
      return original.reverse.call(inline === false ? this.toArray() : this);
    },
    without(...values) {
      return this.filter((value) => !values.include(value));
    },
    inspect() {
      return `[${this.map(inspect).join(", ")}]`;
    },
    /* The famous one: lists become texts on their way through JSON.stringify. */
    toJSON() {
      return `[${this.map(toJSON).join(", ")}]`;
    },
  });
  extend(String.prototype, {
    gsub(pattern, replacement) {
      return this.split(pattern).join(replacement);
    },
    strip() {
      return this.replace(/^\s+/, "").replace(/\s+$/, "");
    },
    include(pattern) {
      return this.indexOf(pattern) > -1;
    },
    startsWith(pattern) {
      return this.lastIndexOf(pattern, 0) === 0;
    },
    endsWith(pattern) {
      const at = this.length - pattern.length;
      return at >= 0 && this.indexOf(pattern, at) === at;
    },
    toArray() {
      return this.split("");
    },
    empty() {
      return this.length === 0;
    },
    toJSON() {
      return `"${this}"`;
    },
  });
  extend(Number.prototype, {
    times(iterator) {
      for (let at = 0; at < this; at++) iterator(at);
      return this;
    },
    toJSON() {
      return isFinite(this) ? this.toString() : "null";
    },
  });
  extend(Date.prototype, {
    toJSON() {
      return `"${this.toISOString()}"`;
    },
  });
  extend(Function.prototype, {
    argumentNames: () => [],
    bind(context, ...given) {
      const method = this;
      return function (...more) {
        return method.apply(context, given.concat(more));
      };
    },
    curry(...given) {
      const method = this;
      return function (...more) {
        return method.apply(this, given.concat(more));
      };
    },
    wrap(wrapper) {
      const method = this;
      return function (...more) {
        return wrapper.apply(this, [method.bind(this), ...more]);
      };
    },
    defer() {
      return setTimeout(this, 10);
    },
  });

  window.$ = (element) => (typeof element === "string" ? document.getElementById(element) : element);
  window.$$ = (...selectors) => $A(document.querySelectorAll(selectors.join(", ")));
  extend(HTMLElement.prototype, {
    visible() {
      return this.style.display !== "none";
    },
    hide() {
      this.style.display = "none";
      return this;
    },
    show() {
      this.style.display = "";
      return this;
    },
    toggle() {
      return this.visible() ? this.hide() : this.show();
    },
    remove() {
      this.parentNode.removeChild(this);
      return this;
    },
    update(content) {
      this.textContent = content;
      return this;
    },
    insert(content) {
      this.append(content);
      return this;
    },
    empty() {
      return this.textContent.strip() === "";
    },
    up(selector = "*") {
      return this.parentNode.closest(selector);
    },
    down(selector = "*") {
      return this.querySelector(selector);
    },
    next() {
      return this.nextElementSibling;
    },
    previous() {
      return this.previousElementSibling;
    },
    select(selector) {
      return $A(this.querySelectorAll(selector));
    },
    match(selector) {
      return this.matches(selector);
    },
    observe(name, handler) {
      this.addEventListener(name, handler);
      return this;
    },
    fire(name) {
      this.dispatchEvent(new CustomEvent(name));
      return this;
    },
    addClassName(name) {
      this.classList.add(name);
      return this;
    },
    setStyle(styles) {
      extend(this.style, styles);
      return this;
    },
    getStyle(name) {
      return this.style[name];
    },
    identify() {
      return (this.id ||= `anonymous_element_${Math.random()}`);
    },
  });
  extend(Event.prototype, {
    element() {
      return this.target;
    },
    stop() {
      this.preventDefault();
      this.stopPropagation();
    },
  });
  extend(Event, {
    KEY_RETURN: 13,
    observe: (element, name, handler) => $(element).addEventListener(name, handler),
  });
})();
