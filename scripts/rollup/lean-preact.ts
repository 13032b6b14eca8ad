/**
 * Rollup plugin: Preact from its own source, without what the widget never does. Nothing is hydrated, suspended, put
 * elsewhere by a portal or watched by devtools; there is no context, no HTML as text and no older lifecycle. A fifth of
 * Preact is for those. Each cut has to match as often as it says: another version of Preact is looked at, not guessed.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "rollup";

type Cut = [what: RegExp, instead: string, times: number];

const cuts: Record<string, Cut[]> = {
  "component.js": [
    [/options\.vnode/g, "undefined", 2],
    [/ \|\|\n\t+prevDebounce != options\.debounceRendering/g, "", 1],
    [/\t+prevDebounce = options\.debounceRendering;\n/g, "", 1],
    [/\(prevDebounce \|\| queueMicrotask\)/g, "queueMicrotask", 2],
    [/\t+component\._globalContext,\n/g, "", 1],
    [/, context\)/g, ")", 1],
    [/\tthis\.context = context;\n/g, "", 1],
    [/\t+oldVNode\._flags & MODE_HYDRATE( \? \[oldDom\] : NULL)?,\n/g, "", 2],
    [/vnode\.props\._parentDom/g, "undefined", 2],
    // `setState` takes an object and nothing else, and what it sets is there at once.
    [
      /prototype\.setState = function[^]*?\n\};/g,
      "prototype.setState = function (update) { this.state = assign(assign({}, this.state), update); if (this._vnode) enqueueRender(this); };",
      1,
    ],
    // Nothing is drawn that has not changed.
    [/BaseComponent\.prototype\.forceUpdate = function[^]*?\n\};/g, "", 1],
    // Whatever is a component knows how to draw itself.
    [/BaseComponent\.prototype\.render = Fragment;\n/g, "", 1],
  ],
  "create-element.js": [
    [/options\.vnode/g, "undefined", 2],
    // Only elements have one.
    [/ && typeof (vnode\.)?type != 'function'/g, "", 2],
    // What is given after the properties is a list already.
    [/(createElement\(type, props), children\)/g, "$1, ...children)", 1],
    [/length = arguments\.length/g, "length = children.length", 2],
    [/if \(length > 2\)/g, "if (length)", 2],
    [/length > 3 \? slice\.call\(arguments, 2\) : children/g, "length > 1 ? children : children[0]", 2],
  ],
  "render.js": [
    [/options\._root/g, "undefined", 2],
    [/parentDom\.nodeType == 9/g, "false", 1],
    [/vnode && vnode\._flags & MODE_HYDRATE/g, "false", 1],
    [/\t+EMPTY_OBJ,\n/g, "", 1],
    // The widget's own element is empty when it is first filled.
    [/\t+oldVNode\n\t+\? NULL\n[^]*?: NULL,\n/g, "", 1],
    [/\t+isHydrating,\n/g, "", 1],
  ],
  "diff/children.js": [
    [/\t+(globalContext|excessDomChildren|isHydrating),\n/g, "", 6],
    [/ \|\| oldVNode\._flags & REF_DETACHED/g, "", 1],
    [/parentVNode\.props\._parentDom/g, "undefined", 1],
    [/(next|oldDom)\.nodeType == 8/g, "false", 2],
    [/ \|\|\n\t+(typeof childVNode == 'function'|childVNode\.constructor === String)/g, "", 2],
  ],
  "diff/index.js": [
    [/if \(\(tmp = options\.\w+\)\) tmp\(newVNode\);/g, "", 2],
    [/options\.(?!_catchError)\w+/g, "undefined", 7],
    // What a view throws is a mistake of ours, and no view knows better. Where something has to be put right first stays.
    [
      /try \{\n((?:(?!\btry \{)[^])*?)\n\t+\} catch \(e\) \{\n\t+options\._catchError\(e, (?:c\._vnode|vnode|parentVNode)\);\n\t+\}/g,
      "$1",
      3,
    ],
    [/options\._catchError\(e, newVNode, oldVNode\)/g, "throw e", 1],
    [/oldVNode\._flags & MODE_SUSPENDED/g, "false", 1],
    [/if \((isHydrating \|\| excessDomChildren|resumed|isHydrating|excessDomChildren)\)/g, "if (false)", 7],
    [/if \(!isHydrating && excessDomChildren\)/g, "if (false)", 1],
    [/!isHydrating/g, "true", 4],
    [/\t+excessDomChildren =\n[^]*?;\n/g, "", 1],
    [/\t+excessDomChildren = NULL;\n/g, "", 1],
    [/excessDomChildren\n\t+\? excessDomChildren\[0\]\n\t+: /g, "", 1],
    [/\t+(globalContext|excessDomChildren|isHydrating),\n/g, "", 15],
    [/newVNode\._flags &= RESET_MODE;/g, "", 1],
    [/\(r = r\._excess\)/g, "false", 1],
    [/(newProps|vnode\.props)\._parentDom/g, "undefined", 4],
    [/i == 'dangerouslySetInnerHTML'/g, "false", 2],
    [/if \((newHtml|oldHtml)\)/g, "if (false)", 2],
    [/nodeType == '(math|template|foreignObject)'/g, "false", 3],
    [/namespace == MATH_NAMESPACE/g, "false", 1],
    // It comes with what is drawn into.
    [/\telse if \(!namespace\) namespace = XHTML_NAMESPACE;\n/g, "", 1],
    [/tmp = newType\.contextType;[^]*?: globalContext;/g, "const provider = null;", 1],
    [/,\s*componentContext(?=\n?\t*\))/g, "", 5],
    [/\t+c\._globalContext = globalContext;\n/g, "", 1],
    [/\t+c\.context = componentContext;\n/g, "", 1],
    [/, c\.context\)/g, ")", 1],
    [/ = r\._globalContext/g, "", 1],
    [/, context\)/g, ")", 2],
    [/if \(c\._bits & COMPONENT_P\w+\) \{\n[^}]*\}\n/g, "", 2],
    [/props, state\) \{\n\treturn this\.constructor\(props\)/g, "props) { return this.constructor(props)", 1],
    [/componentDidUpdate\(oldProps, oldState, snapshot\)/g, "componentDidUpdate()", 1],
    [/if \(!c\._nextState\) c\._nextState = c\.state;/g, "", 1],
    [/(oldState = c\.state|c\.state = c\._nextState);/g, "", 3],
    [/c\.shouldComponentUpdate\(\s+newProps,\s+c\._nextState\s+\)/g, "c.shouldComponentUpdate(newProps)", 1],
    // No view changes what it shows while it is drawn.
    [/c\._bits &= ~COMPONENT_FORCE;/g, "", 1],
    [/\bdo \{\n\t+c\._bits &= ~COMPONENT_DIRTY;/g, "c._bits = 0;", 1],
    [/tmp = c\.render\(c\.props, \(c\.state = c\._nextState\)\);\n\t+\} while .*\n/g, "tmp = c.render(c.props);", 1],
    [/newType\.getDerivedStateFromProps/g, "undefined", 4],
    [/c\.(componentWill\w+|getChildContext|getSnapshotBeforeUpdate)/g, "undefined", 10],
    [/EMPTY_ARR\.push\.apply\(c\._renderCallbacks, c\._stateCallbacks\);/g, "", 2],
    [/c\._stateCallbacks = \[\];/g, "", 3],
    [/,\n\t+newProps\.is \? newProps : parentDom/g, "", 1],
    [/ &&\n\t+!\(i == '\w+' && 'default\w+' in newProps\)/g, "", 2],
    // A fragment is as good inside of what draws it as in its place.
    [/const renderResult =\n[^;]*;/g, "const renderResult = tmp;", 1],
    // Nothing is thrown to wait for, drawn in another document or ticked. A bar begins without a value.
    [/if \(!\(e && e\.then\)\) /g, "", 1],
    [/parentDom\.ownerDocument \|\| /g, "", 1],
    [/i == 'checked'/g, "false", 1],
    [/i = 'checked';/g, "", 1],
    [/checked != UNDEFINED && checked != dom\[i\]/g, "false", 1],
    [/nodeType == 'progress' && inputValue == NULL/g, "false", 1],
    [/ \|\| \(nodeType == 'progress' && !inputValue\)/g, "", 1],
    // Every `ref` is a function without a cleanup of its own.
    [/typeof ref == 'function'/g, "true", 1],
    [/ else ref\.current = value;/g, "", 1],
    [/if \(typeof value == 'function'\) value\(\);\n\t+else ref/g, "ref", 1],
    [/ && \(!r\.current \|\| r\.current == vnode\._dom\)/g, "", 1],
  ],
  "diff/props.js": [
    [/name == 'style'/g, "false", 1],
    [/options\.event/g, "undefined", 2],
    // Whatever an event passes has had its listeners before: none is added by what the first of them draws.
    [/let EVENT_DISPATCHED = Symbol\(\);\n/g, "", 1],
    [/\t+\(dom\._attached \|\| \(dom\._attached = \{\}\)\)\[name\] = eventClock;\n/g, "", 1],
    [/\t+if \(e\[EVENT_DISPATCHED\] == NULL\) \{\n[^]*?return;\n\t+\}\n/g, "", 1],
    // A listener is a function or nothing.
    [/\t+if \(typeof (value|oldValue) != 'function'\) \1 = NULL;\n/g, "", 2],
    // No listener of capturing, no element of a table's cell, no attribute that is a function.
    [/useCapture = .*;\n/g, "", 1],
    [/, useCapture\)/g, ")", 2],
    [/\t+name = name\.replace\(\/xlink.*\n/g, "", 1],
    [/name != '(width|height|list|form|rowSpan|colSpan|popover)' &&/g, "", 7],
    [/name == 'popover' && value == true \? '' : value/g, "value", 1],
    [/if \(typeof value == 'function'\) return;/g, "", 1],
  ],
};

const folder = join(dirname(createRequire(import.meta.url).resolve("preact/package.json")), "src");

export const leanPreact = (): Plugin => ({
  name: "lean-preact",
  resolveId: (id) => (id === "preact" ? join(folder, "index.js") : null),
  transform(code, id) {
    if (!id.startsWith(folder)) return null;
    const name = id.slice(folder.length + 1);
    let lean = code.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*\n/gm, "");
    for (const [what, instead, times] of cuts[name] ?? []) {
      const found = lean.match(what)?.length ?? 0;
      if (found !== times) this.error(`Preact's ${name} has ${what} ${found} times, not ${times}.`);
      lean = lean.replace(what, instead);
    }
    return { code: lean, map: null };
  },
});
