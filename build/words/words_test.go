package words_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/stretchr/testify/require"

	"deskside/build/words"
	say "deskside/shared/words"
	"deskside/shared/words/print"
)

const root = "../.."

// read parses the catalogues; without npm's packages there is nothing to parse with.
func read(t *testing.T) []words.Catalogue {
	if _, err := os.Stat(filepath.Join(root, "node_modules/@messageformat/parser")); err != nil {
		t.Skip("SKIPPED: npm's packages are not installed, so no catalogue can be parsed: npm ci")
	}
	catalogues, err := words.Read(root)
	require.NoError(t, err)
	return catalogues
}

func TestEveryLanguageSaysEverythingWithAllValues(t *testing.T) {
	catalogues := read(t)
	require.NoError(t, words.Check(catalogues))
	require.Greater(t, len(catalogues), 1)
}

func TestGeneratedFilesAreThoseOfTheCatalogues(t *testing.T) {
	files, err := words.Files(read(t))
	require.NoError(t, err)
	for path, content := range files {
		have, err := os.ReadFile(filepath.Join(root, path))
		require.NoError(t, err)
		require.Equal(t, string(content), string(have), "%s: go generate ./shared/words writes it", path)
	}
}

func TestACatalogueIsHeldToItsSource(t *testing.T) {
	text := func(s string) []words.Node { return []words.Node{{Kind: words.Text, Text: s}} }
	value := words.Node{Kind: words.Argument, Text: "name"}
	count := func(keys ...string) []words.Node {
		n := words.Node{Kind: words.Plural, Text: "count"}
		for _, key := range keys {
			n.Arms = append(n.Arms, words.Arm{Key: key, Nodes: text(key)})
		}
		return []words.Node{n}
	}
	choice := func(keys ...string) []words.Node {
		nodes := count(keys...)
		nodes[0].Kind = words.Select
		return nodes
	}
	for _, test := range []struct {
		name        string
		source, own []words.Node
		says        string
	}{
		{"a message that is missing", text("A"), nil, "a.b is missing"},
		{"a message that is too many", nil, text("A"), "a.b is no message of en"},
		{"a value that is not used", []words.Node{value}, text("A"), "does not use {name}"},
		{"a value that does not exist", text("A"), []words.Node{value}, "uses {name}, which does not exist"},
		{"a plural without a form of its language", count("one", "other"), count("one", "many", "other"), "without the form few"},
		{"a value used otherwise", count("one", "other"), choice("one", "other"), "uses {count} as a select"},
		{"a choice that does not exist", choice("one", "other"), choice("two", "other"), `tells "two" of {count} apart`},
		{"a piece to be glued", text("A"), text("A "), "begins or ends with a blank"},
		{"nothing at all", text("A"), text(""), "says nothing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			en := words.Catalogue{Language: words.Language{Tag: "en", Dir: "ltr"}, Forms: []words.Form{{Name: "one"}, {Name: "other"}}}
			ru := words.Catalogue{Language: words.Language{Tag: "ru", Dir: "ltr"}, Forms: []words.Form{{Name: "one"}, {Name: "few"}, {Name: "many"}, {Name: "other"}}}
			if test.source != nil {
				en.Messages = []words.Message{{ID: "a.b", Nodes: test.source}}
			}
			if test.own != nil {
				ru.Messages = []words.Message{{ID: "a.b", Nodes: test.own}}
			}
			require.ErrorContains(t, words.Check([]words.Catalogue{en, ru}), test.says)
		})
	}
}

func TestALanguageOfCustomersHasWhatTheyReadAndNothingElse(t *testing.T) {
	catalogue := func(tag, of string, ids ...string) words.Catalogue {
		c := words.Catalogue{Language: words.Language{Tag: tag, Dir: "ltr", For: of}, Forms: []words.Form{{Name: "other"}}}
		for _, id := range ids {
			c.Messages = append(c.Messages, words.Message{ID: id, Nodes: []words.Node{{Kind: words.Text, Text: "Words of " + id}}})
		}
		return c
	}
	// Of an agent's, of the edge to its operator and to agents, of what a customer's face says, and of what an edge and a page say to them.
	agents := []string{"edge.alert.passed", "edge.block.late", "filter.x", "loss.x", "operator.x", "panel.x", "try.x"}
	theirs := []string{"customer.x", "edge.lost", "host.x", "loader.x", "page.noscript", "thread.x", "ui.x", "widget.form.x", "widget.title"}
	source := catalogue("en", "", slices.Sorted(slices.Values(slices.Concat(agents, theirs)))...)
	require.NoError(t, words.Check([]words.Catalogue{source, catalogue("de", words.Customers, theirs...)}))
	for i, id := range theirs {
		err := words.Check([]words.Catalogue{source, catalogue("de", words.Customers, slices.Delete(slices.Clone(theirs), i, i+1)...)})
		require.EqualError(t, err, "shared/words/de.json: "+id+" is missing, which says in en: Words of "+id)
	}
	for _, id := range agents {
		err := words.Check([]words.Catalogue{source, catalogue("de", words.Customers, slices.Sorted(slices.Values(append([]string{id}, theirs...)))...)})
		require.EqualError(t, err, "shared/words/de.json: "+id+" is nothing that customers read, and the language has that alone")
	}
	require.ErrorContains(t, words.Check([]words.Catalogue{source, catalogue("de", "agents", theirs...)}), `de is for "agents"`)
}

// sentence are words of which no language has several as English has them.
var sentence = regexp.MustCompile(`\pL{2,} \pL{2,}`)

func TestNothingIsLeftInEnglish(t *testing.T) {
	messages := func(tag string) (m map[string]string) {
		text, err := os.ReadFile(filepath.Join(root, words.Folder, tag+".json"))
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &m))
		return m
	}
	english := messages(words.Source)
	for _, tag := range print.OfCustomers()[1:] {
		for id, text := range messages(tag) {
			if text == english[id] && sentence.MatchString(text) {
				t.Errorf("%s/%s.json: %s is English: %s", words.Folder, tag, id, text)
			}
		}
	}
}

// loose are marks of French that a line might end before or after: the blank beside them is one at which none does.
var loose = regexp.MustCompile(` [?:;!»]|« `)

func TestMarksOfFrenchStayWithTheirWords(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, words.Folder, "fr.json"))
	require.NoError(t, err)
	var messages map[string]string
	require.NoError(t, json.Unmarshal(text, &messages))
	for id, text := range messages {
		require.NotRegexp(t, loose, text, "%s: write U+00A0 beside the mark", id)
	}
}

func TestTagsLeadToTheLanguageThatIsMeant(t *testing.T) {
	for tag, want := range map[string]string{
		"pt-BR": "pt", "pt_BR.UTF-8": "pt", "es-419": "es", "he-IL": "he", "iw": "he", "iw-IL": "he", "ar-EG": "ar", "uk-UA": "uk", "ja-JP": "ja", "de": "de", "DE-at": "de", "zu": "en", "": "en", "arn": "en",
	} {
		require.Equal(t, want, print.ForCustomers(tag).Language(), tag)
	}
	require.Equal(t, "pl", print.ForCustomers("zu", "pl-PL", "de").Language(), "the first that there is")
	require.Equal(t, "rtl", print.ForCustomers("ar").Dir())

	require.Equal(t, "en", print.In("de", "fr-FR").Language(), "nobody but customers reads German")
	require.Equal(t, "ru", print.In("de", "ru").Language())
	agents := say.EdgeBlockSecret()
	require.Equal(t, print.In("en").Say(agents), print.ForCustomers("de").Say(agents), "what no customer reads is said in English")
	require.NotContains(t, print.Languages(), "de")
	require.Len(t, print.OfCustomers(), 12)
}

func TestEachLanguageHasABudget(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "build/size/budgets.json"))
	require.NoError(t, err)
	var budgets []struct {
		Files  []string
		Brotli int
	}
	require.NoError(t, json.Unmarshal(text, &budgets))
	limited := map[string]bool{}
	for _, b := range budgets {
		for _, file := range b.Files {
			limited[file] = b.Brotli > 0
		}
	}
	languages, err := words.Languages(root)
	require.NoError(t, err)
	for _, l := range languages {
		for _, f := range words.Faces {
			if f.Customers && f.Loads != "" {
				require.True(t, limited[f.Loads+"/"+f.File(l.Tag)+".js"], "build/size/budgets.json has no limit for what a page costs in %s: %s", l.Name, f.File(l.Tag))
			}
		}
	}
}

var goUse = regexp.MustCompile(`\bwords\.([A-Z]\w+)`)

func TestEveryMessageHasAUse(t *testing.T) {
	catalogues := read(t)
	var source strings.Builder
	used := map[string]bool{}
	for _, folder := range []string{"shared", "build", "wasm", "widget", "extension"} {
		require.NoError(t, filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_gen.go") || strings.HasSuffix(path, ".gen.ts") || strings.Contains(path, "_test.") || strings.Contains(path, ".test.") {
				return err
			}
			if strings.HasPrefix(path, filepath.Join(root, "extension", "manifest")) {
				content, err := os.ReadFile(path)
				source.Write(content)
				return err
			}
			switch filepath.Ext(path) {
			case ".go", ".ts", ".tsx":
				content, err := os.ReadFile(path)
				for _, use := range goUse.FindAllStringSubmatch(string(content), -1) {
					used[use[1]] = true
				}
				source.Write(content)
				return err
			}
			return nil
		}))
	}
	var idle []string
	for _, m := range catalogues[0].Messages {
		if said := words.InManifest(m.ID); said != "" && strings.Contains(source.String(), `"`+said+`"`) {
			continue
		}
		if !used[words.GoName(m.ID)] && !strings.Contains(source.String(), `"`+m.ID+`"`) {
			idle = append(idle, m.ID)
		}
	}
	require.Empty(t, idle, "no code says these: take them out of the catalogues")
}

// samples are the numbers for which both printers are compared: those that CLDR
// lists for the forms, and their neighbours.
var samples = []int64{0, 1, 2, 3, 4, 5, 10, 11, 12, 14, 15, 20, 21, 22, 25, 100, 101, 102, 105, 111, 112, 121, 1000, 1001}

// sample is a message with values.
type sample struct {
	Language string  `json:"language"`
	Face     int     `json:"face"`
	Say      say.Say `json:"-"`
	ID       string  `json:"id"`
	Args     []any   `json:"args"`
}

// everything is every message in every language with sample values, but for what browsers print from a manifest.
func everything(t *testing.T) []sample {
	var all []sample
	for _, c := range read(t) {
		for _, m := range c.Messages {
			values, err := m.Values()
			require.NoError(t, err)
			if words.InManifest(m.ID) != "" || words.Native(m.ID) {
				continue // the browser prints it itself, or a program that is Go
			}
			face := words.FaceOf(m.ID)
			require.GreaterOrEqual(t, face, 0, "no face takes %s", m.ID)
			add := func(number int64, key int) {
				s := sample{Language: c.Tag, Face: face, ID: m.ID, Say: say.Say{ID: say.ID(m.ID)}}
				for _, v := range values {
					a := say.Arg{Name: v.Name, Is: say.IsText, Text: "«" + v.Name + "»"}
					switch v.Kind {
					case words.Plural:
						a = say.Arg{Name: v.Name, Is: say.IsCount, Number: number}
					case words.Select:
						a.Text = append(v.Keys, "other", "constructor")[key%(len(v.Keys)+2)]
					}
					s.Say.Args = append(s.Say.Args, a)
					s.Args = append(s.Args, map[string]any{"name": a.Name, "is": a.Is, "text": a.Text, "number": a.Number, "say": nil})
				}
				all = append(all, s)
			}
			numbers, choices := []int64{0}, 1
			for _, v := range values {
				if v.Kind == words.Plural {
					numbers = samples
				}
				choices = max(choices, len(v.Keys)+2)
			}
			for _, n := range numbers {
				for key := range choices {
					add(n, key)
				}
			}
		}
	}
	return all
}

func TestBothPrintersSayTheSame(t *testing.T) {
	all := everything(t)
	input, err := json.Marshal(all)
	require.NoError(t, err)

	var program strings.Builder
	program.WriteString("import { readFileSync } from 'node:fs';\nimport { localeOf, printSay } from './shared/ui/words/words';\nconst faces: any = {};\n")
	languages, err := words.Languages(root)
	require.NoError(t, err)
	for i, f := range words.Faces {
		for _, l := range f.Speaks(languages) {
			tag := l.Tag
			name := strings.ReplaceAll(tag, "-", "") + string(rune('a'+i))
			program.WriteString("import { words as " + name + " } from './" + f.Folder + "/" + f.File(tag) + "';\nfaces['" + strconv.Itoa(i) + tag + "'] = " + name + ";\n")
		}
	}
	program.WriteString(`
const plain = (tag: string) => ({ ...localeOf(tag), n: (n: number) => String(n) });
const all = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(all.map((s: any) => printSay(faces[s.face + s.language], plain(s.language), { id: s.id, args: s.args ?? [] }))));
`)
	built := api.Build(api.BuildOptions{
		AbsWorkingDir: mustAbs(t), Bundle: true, Platform: api.PlatformNode, Format: api.FormatESModule, LogLevel: api.LogLevelSilent,
		Stdin: &api.StdinOptions{Contents: program.String(), ResolveDir: mustAbs(t), Loader: api.LoaderTS},
	})
	require.Empty(t, built.Errors)
	script := filepath.Join(t.TempDir(), "print.mjs")
	require.NoError(t, os.WriteFile(script, built.OutputFiles[0].Contents, 0o644))
	cmd := exec.Command("node", script)
	cmd.Stdin = strings.NewReader(string(input))
	out, err := cmd.Output()
	require.NoError(t, err)
	var printed []string
	require.NoError(t, json.Unmarshal(out, &printed))
	require.Len(t, printed, len(all))
	for i, s := range all {
		require.Equal(t, printed[i], print.ForCustomers(s.Language).Say(s.Say), "%s in %s", s.Say, s.Language)
	}
	t.Logf("%d messages printed by both", len(all))
}

func mustAbs(t *testing.T) string {
	path, err := filepath.Abs(root)
	require.NoError(t, err)
	return path
}

func TestThePseudoLanguageIsLongerAndWhole(t *testing.T) {
	source := read(t)[0]
	pseudo := words.Pseudo(&source)
	require.Len(t, pseudo.Messages, len(source.Messages))
	for i := range pseudo.Messages {
		nodes := pseudo.Messages[i].Nodes
		require.True(t, strings.HasPrefix(nodes[0].Text, "⟦") && strings.HasSuffix(nodes[len(nodes)-1].Text, "⟧"), pseudo.Messages[i].ID)
	}
}

var message = regexp.MustCompile(`__MSG_\w+__`)

func TestTheManifestSaysNothingThatTheBrowserCannotLookUp(t *testing.T) {
	asked := map[string]bool{}
	for _, m := range read(t)[0].Messages {
		if said := words.InManifest(m.ID); said != "" {
			asked[said] = true
		}
	}
	require.NotEmpty(t, asked)
	files, err := filepath.Glob(filepath.Join(root, "extension/manifest/*.json"))
	require.NoError(t, err)
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, said := range message.FindAllString(string(content), -1) {
			require.True(t, asked[said], "%s: no catalogue has %s", file, said)
		}
		var members map[string]any
		require.NoError(t, json.Unmarshal(content, &members))
		require.Empty(t, sentences(members), "%s: what people read is a message of the catalogues", file)
	}
}

// sentences are the texts of several words in a value of JSON, but for policies.
func sentences(value any) []string {
	var found []string
	switch v := value.(type) {
	case string:
		if strings.Contains(v, " ") {
			found = append(found, v)
		}
	case map[string]any:
		for name, member := range v {
			if name != "content_security_policy" {
				found = append(found, sentences(member)...)
			}
		}
	case []any:
		for _, member := range v {
			found = append(found, sentences(member)...)
		}
	}
	return found
}

// TestAnEdgeHasTheWordsThatItSays reads which messages the edge's core makes: its
// build has the table of those alone.
func TestAnEdgeHasTheWordsThatItSays(t *testing.T) {
	ids := map[string]string{}
	for _, m := range read(t)[0].Messages {
		ids[words.GoName(m.ID)] = m.ID
	}
	said := 0
	for _, folder := range []string{"shared/core/edge", "shared/core/edge/enclosed", "shared/core/edge/leaf", "shared/feedback"} {
		paths, err := filepath.Glob(filepath.Join(root, folder, "*.go"))
		require.NoError(t, err)
		require.NotEmpty(t, paths)
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			require.NoError(t, err)
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if from, ok := call.X.(*ast.Ident); !ok || from.Name != "words" {
					return true
				}
				// What is in the place of an answer goes into the log, as an id.
				if id, ok := ids[call.Sel.Name]; ok && !strings.HasPrefix(id, "failure.instead.") {
					said++
					require.True(t, words.EdgeSays(id), "%s says %s, which the edge's core has no words for", path, id)
				}
				return true
			})
		}
	}
	require.Greater(t, said, 40)
}
