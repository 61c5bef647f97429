package house

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"deskside/shared/core"
)

// tree is a made-up tree: a path and its text, in turn.
func tree(pairs ...string) fstest.MapFS {
	made := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		made[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return made
}

type (
	closing struct {
		Account account `msg:"account"`
		ID      int64   `msg:"id"`
		Reason  string  `msg:"reason"`
		Kept    kept    `msg:"kept"`
	}
	account struct {
		Key  string `msg:"key"`
		Pace int    `msg:"pace"`
	}
	closed struct {
		Kept []kept `msg:"kept"`
	}
	// kept is given out by the core and given back to it.
	kept struct {
		Bytes []byte `msg:"bytes"`
	}
)

var table = core.Table{
	{Name: "ticket.close", Types: func() (any, any) { return new(closing), new(closed) }},
	{Name: "ticket.get", Types: func() (any, any) { return new(account), new(closed) }},
}

func TestAnOperationWithoutACallerIsFound(t *testing.T) {
	for _, c := range []struct {
		name string
		tree fstest.MapFS
		want []string
	}{
		{"each is called", tree("face/a.ts", `core.run("ticket.close", {})`, "face/deep/b.tsx", `await run( "ticket.get")`), nil},
		{"one is called by a test only", tree("face/a.ts", `core.run("ticket.close", {})`, "face/a.test.ts", `core.run("ticket.get")`), []string{"ticket.get"}},
		{"one is called by samples only", tree("face/a.ts", `core.run("ticket.close", {})`, "face/samples.ts", `core.run("ticket.get")`), []string{"ticket.get"}},
		{"one is called in a comment only", tree("face/a.ts", "core.run(\"ticket.close\", {}); // run(\"ticket.get\")\n/* call(\"ticket.get\") */"), []string{"ticket.get"}},
		{"one is named and not called", tree("face/a.ts", `core.call("ticket.close", {}); const op = "ticket.get";`), []string{"ticket.get"}},
		{"another face calls one", tree("face/a.ts", `core.run("ticket.close", {})`, "other/a.ts", `core.run("ticket.get")`), []string{"ticket.get"}},
		{"nothing calls", tree("face/a.ts", ""), []string{"ticket.close", "ticket.get"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Uncalled(c.tree, table, "face")
			require.NoError(t, err)
			require.Len(t, got, len(c.want), "%v", got)
			for i, name := range c.want {
				require.Contains(t, got[i], name+" has no caller")
			}
		})
	}
	_, err := Uncalled(tree(), table, "face")
	require.Error(t, err, "a face that is not there calls nothing, and that is not the answer")
}

func TestAMemberWithoutAWriterIsFound(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         []string
	}{
		{"each is written", "run({ kept: last, account: { key, pace: 2 }, id: row.id,\n reason: words[1] })", nil},
		{"one is missing", `run({ kept: last, account: { key, pace }, id })`, []string{"closing.reason"}},
		{"one says nothing", `run({ kept: last, account: { key, pace: 0 }, id, reason: "" })`, []string{"account.pace", "closing.reason"}},
		{"one says nothing here and something there", `run({ kept: last, account: { key, pace: 0 }, id, reason: "" }); a.pace = b; run({ reason: why })`, nil},
		{"one is declared only", "interface A { id: number; reason: string; }\nrun({ kept: last, account: { key, pace }, id })", []string{"closing.reason"}},
		{"one is read only", `run({ kept: last, account: { key, pace }, id }); show(x.reason)`, []string{"closing.reason"}},
		{"one is taken apart only", `run({ kept: last, account: { key, pace }, id }); const { reason } = x; const f = ({ reason }: Closing) => reason; all.map(({ reason }) => reason)`, []string{"closing.reason"}},
		{"a map of another is written", `run({ kept: last, account: accounts.map(f), id: 1, reason: { a } }); f = { key, pace };`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Unwritten(tree("face/a.ts", c.source), table, "face")
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		})
	}
}

func TestAPermissionWithoutAUserIsFound(t *testing.T) {
	const manifest = `{"permissions": ["storage", "alarms"], "optional_host_permissions": ["https://*/*"],
		"content_security_policy": {"extension_pages": "script-src 'self' 'wasm-unsafe-eval'"}}`
	for _, c := range []struct {
		name, source string
		want         []string
	}{
		{"each is used", "chrome.storage.local.get(); browser.alarms.create(); chrome.permissions.request({}); loadCore(a)", nil},
		{"one is named in a string", `chrome.storage.local.get(); say("alarms"); chrome.permissions.request({}); loadCore(a)`, []string{"alarms"}},
		{"one is part of another word", "chrome.storage.local.get(); chrome.alarmsOf(); chrome.permissions.request({}); loadCore(a)", []string{"alarms"}},
		{"no host is asked for", "chrome.storage.local.get(); chrome.alarms.create(); chrome.permissions.contains({}); loadCore(a)", []string{"optional_host_permissions"}},
		{"no core is loaded", "chrome.storage.local.get(); chrome.alarms.create(); chrome.permissions.request({})", []string{"wasm-unsafe-eval"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Unused([]byte(manifest), tree("face/a.ts", c.source), "face")
			require.NoError(t, err)
			require.Len(t, got, len(c.want), "%v", got)
			for i, name := range c.want {
				require.Contains(t, got[i], name+" is asked for")
			}
		})
	}
	_, err := Unused([]byte("{"), tree("face/a.ts", ""), "face")
	require.Error(t, err)
}

func TestAFileWithoutALoaderIsFound(t *testing.T) {
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		want  []string
	}{
		{"each is loaded", tree("manifest.json", `{"panel": "panel.html", "icon": "icons/16.png"}`, "panel.html", `<script src="panel.js">`,
			"panel.js", `load("core/agent.wasm")`, "core/agent.wasm", "", "icons/16.png", ""), nil},
		{"one is named by nothing", tree("manifest.json", `{"panel": "panel.html"}`, "panel.html", "", "core/compose.wasm", ""), []string{"core/compose.wasm"}},
		{"a manifest has its words in languages", tree("manifest.json", `{"default_locale": "en"}`, "_locales/en/messages.json", "{}", "_locales/ru/messages.json", "{}"), nil},
		{"languages that no manifest asks for", tree("manifest.json", `{}`, "_locales/en/messages.json", "{}"), []string{"_locales/en/messages.json"}},
		{"two name each other", tree("manifest.json", `{}`, "a.js", `"b.js"`, "b.js", `"a.js"`), []string{"a.js", "b.js"}},
		{"a name is part of another", tree("manifest.json", `{"page": "b.js"}`, "b.js", `"core/xa.js"`, "a.js", ""), []string{"a.js"}},
		{"a style sheet loads what lies beside it", tree("manifest.json", `{"page": "css/a.css"}`, "css/a.css", `url(b.png)`, "css/b.png", ""), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Unloaded(c.files)
			require.NoError(t, err)
			require.Len(t, got, len(c.want), "%v", got)
			for i, name := range c.want {
				require.Contains(t, got[i], name+" is loaded by nothing")
			}
		})
	}
}

func TestANameThatLeadsNowhereIsFound(t *testing.T) {
	words := Words{Commands: []string{"edge", "types"}, Targets: []string{"run", "test"}}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"each exists", "Run `go run ./build edge --addr :1`, `PORT=9 make run` or `go test ./shared/core/... -update`; see [the core](shared/core/README.md) and `shared/core/`.", nil},
		{"a command does not", "`go run ./build wroker`", []string{"the command wroker"}},
		{"a target does not", "```\nmake bench    # measures\nmake test\n```", []string{"the target bench"}},
		{"to make something is no target", "The edge will make run times shorter, and make sure of it.", nil},
		{"a link does not", "[the core](shared/cor/README.md), [elsewhere](https://a.bc/d)", []string{"the path shared/cor/README.md"}},
		{"a path does not", "in `shared/nothing.go`, `api/7.0/me.json`, `dist/extension` and `chrome://extensions`", []string{"the path shared/nothing.go"}},
		{"a package does not", "`go test ./shared/cores -update`", []string{"the path shared/cores"}},
		{"a drawn tree has a room that is gone", "```\nshared/       pure Go\n  core/       runs\n    agent/ customer/   faces\n  gone/       left\n```", []string{"the path shared/core/customer", "the path shared/gone"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			made := tree("README.md", c.text, "build/main.go", "", "shared/core/README.md", "", "shared/core/agent/a.go", "")
			got, err := Misnamed(made, "README.md", words)
			require.NoError(t, err)
			require.Len(t, got, len(c.want), "%v", got)
			for i, what := range c.want {
				require.Contains(t, got[i], what+" does not exist")
			}
		})
	}
}

func TestEnglishIsFoundInScripts(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         []string
	}{
		{"the text of an element", `export const A = () => <p>Hello there</p>;`, []string{"Hello there"}},
		{"a single word of one", `export const A = () => <p>Hello</p>;`, []string{"Hello"}},
		{"a text beside a value", `export const A = ({ n }: P) => <p>{n} posts</p>;`, []string{" posts"}},
		{"what is read aloud", `export const A = () => <button aria-label="Close" />;`, []string{"Close"}},
		{"a title on hover", `export const A = () => <b title="more" />;`, []string{"more"}},
		{"a hint in a field", `export const A = () => <input placeholder="Search" />;`, []string{"Search"}},
		{"a sentence in a variable", `export const hint = "One sentence is enough.";`, []string{"One sentence is enough."}},
		{"a word glued after a value", "export const f = (n: number) => `${n} comments`;", []string{"${…} comments"}},
		{"a word glued before a value", "export const f = (n: string) => `by ${n}`;", []string{"by ${…}"}},
		{"a sentence in a template", "export const f = () => `Nothing here yet`;", []string{"Nothing here yet"}},
		{"messages of a catalogue", `export const A = () => <p title={say("a.b")}>{say("a.c", { n: 1 })}</p>;`, nil},
		{"classes, keys and selectors", "export const A = ({ kind }: P) => <p class={`row ${kind}`} data-kind=\"quiet icon\" onKeyDown={(e) => e.key === \"Enter\" && q(\"ul li\")} />;", nil},
		{"what goes to a developer", "export function f(a: string) { console.warn(`there is no call ${a}`); throw new Error(`No such thing as ${a}`); }", nil},
		{"an expression with quotes", "export const f = (s: string) => /\"Not a text\"/.test(s) && s.length / 2 > 1;", nil},
		{"a comment", "// It is here.\nexport const a = 1; /* It is \"There now\". */", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := EnglishTypeScript(tree("face/a.tsx", c.source, "face/a.test.ts", `const a = "It is a test.";`, "face/en.gen.ts", `export const a = "It is written.";`), "face")
			require.NoError(t, err)
			var texts []string
			for _, s := range got {
				require.Equal(t, "face/a.tsx", s.File)
				texts = append(texts, s.Text)
			}
			require.Equal(t, c.want, texts)
		})
	}
}

func TestEnglishIsFoundInGo(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         []string
	}{
		{"a sentence", `func f() string { return "There is nothing here." }`, []string{"There is nothing here."}},
		{"the beginning of one", `func f(s string) string { return "The tag " + s }`, []string{"The tag "}},
		{"an error for a log", `import "errors"; var err = errors.New("There is no such thing")`, nil},
		{"a panic", `func f() { panic("No such thing") }`, nil},
		{"a name and an id", `var a = []string{"Content-Type", "failure.timeout", "Usedesk"}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := EnglishGo(tree("room/a.go", "package a; "+c.source, "room/a_test.go", `package a; var s = "It is a test."`), "room")
			require.NoError(t, err)
			var texts []string
			for _, s := range got {
				texts = append(texts, s.Text)
			}
			require.Equal(t, c.want, texts)
		})
	}
}

func TestEnglishIsFoundInPages(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         []string
	}{
		{"the title", `<title>Share feedback</title>`, []string{"Share feedback"}},
		{"what shows without scripts", `<noscript>This needs <b>JavaScript</b>.</noscript>`, []string{"This needs", "JavaScript"}},
		{"a text", `<p>Loading</p>`, []string{"Loading"}},
		{"what is read aloud", `<button aria-label="Close"></button>`, []string{"Close"}},
		{"what search machines show", `<meta name="description" content="All ideas">`, []string{"All ideas"}},
		{"a page that waits for its script", `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title></title><style>p { color: red }</style><script>let a = "b c";</script><body><div id="feedback"></div><noscript></noscript>`, nil},
		{"the product's name", `<title>Deskside</title>`, nil},
		{"the name in a text", `<title>Deskside settings</title>`, []string{"Deskside settings"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := EnglishHTML(tree("face/a.html", c.source), "face")
			require.NoError(t, err)
			var texts []string
			for _, s := range got {
				require.Equal(t, "face/a.html", s.File)
				texts = append(texts, s.Text)
			}
			require.Equal(t, c.want, texts)
		})
	}
}
