// Package typegen writes the TypeScript types of the core's operations from
// the Go types in its operation tables. It knows nothing of what they mean.
package typegen

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"

	"github.com/tinylib/msgp/msgp"

	catalogues "deskside/build/words"
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/agent"
	"deskside/shared/core/compose"
	"deskside/shared/core/customer"
	"deskside/shared/core/edge"
	"deskside/shared/core/formatting"
	"deskside/shared/core/writing"
	"deskside/shared/desks"
	"deskside/shared/filter/view"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

// File is the generated file, below the repository's root.
const File = "wasm/core.gen.ts"

// enums are the named strings of which every value is known to TypeScript.
var enums = map[reflect.Type][]string{
	reflect.TypeFor[helpdesk.System]():      systems(),
	reflect.TypeFor[helpdesk.State]():       append([]string{""}, text(helpdesk.States()...)...),
	reflect.TypeFor[helpdesk.PostType]():    text(helpdesk.AnyType, helpdesk.Idea, helpdesk.Problem, helpdesk.Question),
	reflect.TypeFor[helpdesk.PostOrder]():   append([]string{""}, text(helpdesk.Newest, helpdesk.LastActive, helpdesk.LastChanged, helpdesk.Popular, helpdesk.Trending)...),
	reflect.TypeFor[customer.Role]():        text(customer.Wrote, customer.Commented, customer.Voted, customer.Follows),
	reflect.TypeFor[helpdesk.Follows]():     text("", helpdesk.Followed, helpdesk.Mailed, helpdesk.Unfollowed),
	reflect.TypeFor[helpdesk.Vote]():        text(helpdesk.NoVote, helpdesk.VoteUp, helpdesk.VoteDown),
	reflect.TypeFor[helpdesk.Bin]():         append([]string{""}, text(helpdesk.Archive, helpdesk.Trash, helpdesk.Gone)...),
	reflect.TypeFor[helpdesk.Side]():        text(helpdesk.ClientSide, helpdesk.AgentSide, helpdesk.SystemSide, helpdesk.UnsaidSide),
	reflect.TypeFor[helpdesk.Aspect]():      text(helpdesk.Aspects()...),
	reflect.TypeFor[helpdesk.Format]():      text(helpdesk.HTML, helpdesk.BBCode),
	reflect.TypeFor[helpdesk.Priority]():    append([]string{""}, text(helpdesk.Priorities()...)...),
	reflect.TypeFor[helpdesk.FormKind]():    append([]string{""}, text(helpdesk.LineKind, helpdesk.AreaKind, helpdesk.NumberKind, helpdesk.DayKind, helpdesk.OneKind, helpdesk.SeveralKind, helpdesk.BoxKind)...),
	reflect.TypeFor[helpdesk.FieldKind]():   append([]string{""}, text(helpdesk.TextField, helpdesk.ListField, helpdesk.CheckboxField, helpdesk.DateField, helpdesk.NestedField)...),
	reflect.TypeFor[helpdesk.How]():         text(helpdesk.Sets, helpdesk.Adds, helpdesk.Turns),
	reflect.TypeFor[helpdesk.Urgency]():     text(helpdesk.UsualUrgency, helpdesk.LowUrgency, helpdesk.HighUrgency),
	reflect.TypeFor[outbox.Stage]():         text(outbox.Waiting, outbox.Sending, outbox.Sent, outbox.NeedsYou, outbox.TakenBack),
	reflect.TypeFor[api.TransportFailure](): text(api.NoFailure, api.Network, api.Timeout, api.Offline, api.Redirected),
	reflect.TypeFor[edge.Came]():            text(edge.Whole, edge.TooLong, edge.TooSlow, edge.Broken),
	reflect.TypeFor[edge.CountKind]():       text(edge.CountReads, edge.CountWrites, edge.CountSite),
	reflect.TypeFor[edge.Why]():             text(edge.Missing, edge.Stopped, edge.TooBusy),
	reflect.TypeFor[view.Badge]():           append([]string{""}, text(view.Badges()...)...),
	reflect.TypeFor[view.Event]():           text(view.Events()...),
	reflect.TypeFor[words.ID]():             text(said()...),
	reflect.TypeFor[words.Is]():             text(words.IsText, words.IsNumber, words.IsCount, words.IsSay),
	reflect.TypeFor[api.Kind](): text(api.Unauthorized, api.Forbidden, api.NotFound, api.Conflict, api.Invalid,
		api.RateLimited, api.Unavailable, api.Protocol),
}

// systems lists the kinds of helpdesk that are registered.
func systems() (names []string) {
	for _, desk := range desks.Agents() {
		names = append(names, string(desk.System()))
	}
	return names
}

// said lists the ids that come from Go; "" says nothing.
func said() []words.ID {
	return append([]words.ID{""}, catalogues.FromGo(print.IDs())...)
}

func text[S ~string](values ...S) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// Variant is one build of the core.
type Variant struct {
	// Name becomes the TypeScript type <Name>Operations.
	Name  string
	Table core.Table
}

// Variants lists every build of the core.
func Variants() []Variant {
	return []Variant{{"Agent", agent.Table()}, {"Customer", customer.Table()}, {"Writing", writing.Table()}, {"Formatting", formatting.Table()}, {"Compose", compose.Table()}, {"Edge", edge.Table()}}
}

// Generate returns the TypeScript source.
func Generate(variants []Variant) ([]byte, error) {
	g := &generator{seen: map[reflect.Type]string{}}
	for _, t := range []reflect.Type{reflect.TypeFor[core.Input](), reflect.TypeFor[core.Outcome]()} {
		g.name(t)
	}
	var tables bytes.Buffer
	for _, v := range variants {
		fmt.Fprintf(&tables, "\n/** What the %s core can do: argument and result of each operation. */\nexport interface %sOperations {\n", strings.ToLower(v.Name), v.Name)
		for _, op := range v.Table {
			args, result := op.Types()
			fmt.Fprintf(&tables, "  %q: { args: %s; result: %s };\n", op.Name, g.name(reflect.TypeOf(args).Elem()), g.name(reflect.TypeOf(result).Elem()))
		}
		fmt.Fprintf(&tables, "}\n\n/** The operations of the %s core in the order of its table. */\nexport const %s: readonly (keyof %sOperations)[] = [\n", strings.ToLower(v.Name), strings.ToLower(v.Name)+"Operations", v.Name)
		for _, op := range v.Table {
			fmt.Fprintf(&tables, "  %q,\n", op.Name)
		}
		tables.WriteString("];\n")
	}
	if g.err != nil {
		return nil, g.err
	}
	sort.Strings(g.declarations)
	var out bytes.Buffer
	out.WriteString("// Code generated by `go run ./build types`. DO NOT EDIT.\n\n")
	out.WriteString(strings.Join(g.declarations, "\n"))
	out.Write(tables.Bytes())
	writeViews(&out)
	return out.Bytes(), nil
}

// writeViews writes the views that every sidebar has: they are drawn before a core has started.
func writeViews(out *bytes.Buffer) {
	out.WriteString("\n/** The views that every sidebar has, in their order, each with what is asked for where it is chosen. */\nexport const standingViews = [\n")
	for _, v := range view.Standing() {
		fmt.Fprintf(out, "  { id: %q, query: %q },\n", v.ID, v.Asked())
	}
	out.WriteString("] as const;\n")
}

// Write brings the generated file up to date and reports whether it was stale.
func Write(path string) (stale bool, err error) {
	source, err := Generate(Variants())
	if err != nil {
		return false, err
	}
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, source) {
		return false, nil
	}
	return true, os.WriteFile(path, source, 0o644)
}

type generator struct {
	seen         map[reflect.Type]string
	declarations []string
	err          error
}

func (g *generator) name(t reflect.Type) string {
	if t == reflect.TypeFor[msgp.Raw]() || t == reflect.TypeFor[[]byte]() {
		if t == reflect.TypeFor[msgp.Raw]() {
			return "unknown"
		}
		return "Uint8Array"
	}
	if t == reflect.TypeFor[edge.Value]() {
		return "string | number"
	}
	if values, ok := enums[t]; ok {
		if g.seen[t] == "" {
			g.seen[t] = t.Name()
			quoted := make([]string, len(values))
			for i, v := range values {
				quoted[i] = fmt.Sprintf("%q", v)
			}
			g.declare(t.Name(), fmt.Sprintf("export type %s = %s;\n", t.Name(), strings.Join(quoted, " | ")))
		}
		return g.seen[t]
	}
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint32, reflect.Float64:
		return "number"
	case reflect.Slice:
		inner := g.name(t.Elem())
		if strings.Contains(inner, " ") {
			inner = "(" + inner + ")"
		}
		return inner + "[]"
	case reflect.Pointer:
		return g.name(t.Elem()) + " | null"
	case reflect.Struct:
		return g.structure(t)
	}
	g.fail(fmt.Errorf("typegen: %s has a type that does not cross the boundary: %s", t, t.Kind()))
	return "never"
}

func (g *generator) structure(t reflect.Type) string {
	if name, ok := g.seen[t]; ok {
		return name
	}
	name := t.Name()
	if g.taken(name) {
		// What each core calls the same is told apart by whose it is.
		room := t.PkgPath()[strings.LastIndexByte(t.PkgPath(), '/')+1:]
		name = strings.ToUpper(room[:1]) + room[1:] + name
	}
	g.seen[t] = name
	var b strings.Builder
	fmt.Fprintf(&b, "export interface %s {\n", name)
	for field := range t.Fields() {
		tag, _, _ := strings.Cut(field.Tag.Get("msg"), ",")
		if tag == "-" {
			continue // stays on its side of the boundary
		}
		if tag == "" {
			g.fail(fmt.Errorf("typegen: %s.%s has no msg tag", t, field.Name))
		}
		of := g.name(field.Type)
		if strings.HasSuffix(of, "[]") {
			of = "readonly " + of
		}
		fmt.Fprintf(&b, "  %s: %s;\n", tag, of)
	}
	b.WriteString("}\n")
	g.declare(name, b.String())
	return name
}

func (g *generator) declare(name, source string) {
	for _, d := range g.declarations {
		if strings.HasPrefix(d, "export interface "+name+" {") || strings.HasPrefix(d, "export type "+name+" =") {
			g.fail(fmt.Errorf("typegen: two Go types are both called %s", name))
		}
	}
	g.declarations = append(g.declarations, source)
}

// taken reports whether a type has a name already.
func (g *generator) taken(name string) bool {
	for _, has := range g.seen {
		if has == name {
			return true
		}
	}
	return false
}

func (g *generator) fail(err error) {
	if g.err == nil {
		g.err = err
	}
}
