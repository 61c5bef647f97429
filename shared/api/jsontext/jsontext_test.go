package jsontext_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/valyala/fastjson"

	"deskside/shared/api/jsontext"
)

func TestSyntaxErrorsSayWhereAndWhat(t *testing.T) {
	for _, test := range []struct {
		name, text, says string
		end              bool
	}{
		{"nothing", "", "byte 0: expected a value", true},
		{"blanks", " \n", "byte 2: expected a value", true},
		{"half an object", `{"a":1`, "byte 6: expected a comma or }", true},
		{"half a string", `["abc`, "byte 5: expected the end of a string", true},
		{"half a word", "tru", "byte 3: expected true", true},
		{"a page", "<html>", "byte 0: expected a value", false},
		{"a comma too many", "[1,]", "byte 3: expected a value", false},
		{"a name without quotes", "{a:1}", "byte 1: expected a name in quotes", false},
		{"no colon", `{"a" 1}`, "byte 5: expected a colon", false},
		{"wrong bracket", "[1}", "byte 2: expected a comma or ]", false},
		{"a leading zero", "[01]", "byte 2: expected a comma or ]", false},
		{"a point without digits", "1.", "byte 2: expected a digit", true},
		{"a line break in a string", "\"a\nb\"", "byte 2: expected no control character in a string", false},
		{"an unknown escape", `"\x"`, "byte 2: expected an escape", false},
		{"a short escape", `"\u12"`, "byte 5: expected four hexadecimal digits", false},
		{"two values", "1 2", "byte 2: expected the end", false},
		{"too deep", strings.Repeat("[", 300), "byte 256: expected at most 256 levels", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := jsontext.Parse(test.text)
			var e *jsontext.SyntaxError
			require.True(t, errors.As(err, &e))
			require.Equal(t, test.says, e.Error())
			require.Equal(t, test.end, e.End)
		})
	}
}

func TestMembersAreFound(t *testing.T) {
	doc, err := jsontext.Parse(`{"a":{"b":[1,{"c":"d"}]},"a\u0062":"escaped","twice":1,"twice":2,"":"empty","n":null}`)
	require.NoError(t, err)
	root := doc.Root()
	require.Equal(t, 2, root.Get("a").Get("b").Len())
	require.Equal(t, "escaped", root.Get("ab").Text())
	require.Equal(t, "1", root.Get("twice").Text())
	require.Equal(t, "empty", root.Get("").Text())
	require.Equal(t, jsontext.Null, root.Get("n").Kind())
	require.Equal(t, jsontext.Absent, root.Get("missing").Get("deeper").Kind())
	require.Equal(t, jsontext.Absent, jsontext.Value{}.Get("a").Kind())
	require.Zero(t, root.Len())
}

// Members are found whatever is asked for before, and in whatever order.
func TestRecordsAreSearchedFromTheLastFindAndAround(t *testing.T) {
	doc, err := jsontext.Parse(`{"a":1,"b":{"a":[2]},"c":[{"d":3}],"\u0065":4,"f":5}`)
	require.NoError(t, err)
	want := map[string]string{"a": "1", "b": "", "c": "", "e": "4", "f": "5", "d": ""}
	present := map[string]bool{"a": true, "b": true, "c": true, "e": true, "f": true}
	random := rand.New(rand.NewPCG(1, 2))
	record := doc.Root().Record()
	for range 1000 {
		name := []string{"a", "b", "c", "d", "e", "f"}[random.IntN(6)]
		value := record.Get(name)
		require.Equal(t, present[name], value.Kind() != jsontext.Absent, name)
		require.Equal(t, want[name], value.Text(), name)
		require.Equal(t, doc.Root().Get(name), value, name)
	}
	for _, other := range []jsontext.Value{{}, doc.Root().Get("c"), doc.Root().Get("a")} {
		none := other.Record()
		require.Equal(t, jsontext.Absent, none.Get("a").Kind())
	}
}

// FuzzParse compares with encoding/json: the same texts are accepted and mean the same.
func FuzzParse(f *testing.F) {
	for _, dir := range []string{"../../useresponse/testdata", "../../usedesk/testdata"} {
		entries, err := os.ReadDir(dir)
		require.NoError(f, err)
		for _, e := range entries {
			if b, err := os.ReadFile(dir + "/" + e.Name()); err == nil {
				f.Add(b)
			}
		}
	}
	for _, s := range []string{"", "0", "-0.5e+7", `"\ud83c\udf19\ud800x\/\b\f"`, "[[],{}]", `{"a":{},"b":[null,true,false]}`, "\xff", "\"\xff\"", `{"a":1,"a":2}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		doc, err := jsontext.ParseBytes(text)
		if depth(text) < 200 {
			require.Equal(t, json.Valid(text), err == nil, "%v", err)
		}
		if err != nil {
			return
		}
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		var want any
		require.NoError(t, decoder.Decode(&want))
		equal(t, want, doc.Root())
	})
}

func depth(text []byte) (most int) {
	n := 0
	for _, c := range text {
		if c == '[' || c == '{' {
			n++
			most = max(most, n)
		}
	}
	return most
}

func equal(t *testing.T, want any, got jsontext.Value) {
	switch want := want.(type) {
	case nil:
		require.Equal(t, jsontext.Null, got.Kind())
	case bool:
		require.Equal(t, map[bool]jsontext.Kind{true: jsontext.True, false: jsontext.False}[want], got.Kind())
	case json.Number:
		require.Equal(t, jsontext.Number, got.Kind())
		require.Equal(t, want.String(), got.Text())
	case string:
		require.Equal(t, jsontext.String, got.Kind())
		require.Equal(t, want, got.Text())
	case []any:
		require.Equal(t, len(want), got.Len())
		i := 0
		for item := range got.Items() {
			equal(t, want[i], item)
			i++
		}
	case map[string]any:
		require.Equal(t, jsontext.Object, got.Kind())
		times := map[string]int{}
		for name := range got.Members() {
			times[name]++
		}
		require.Len(t, times, len(want))
		record := got.Record()
		for name, member := range want {
			if times[name] == 1 {
				equal(t, member, got.Get(name))
				equal(t, member, record.Get(name))
			}
		}
	}
}

func page(b *testing.B) string {
	text, err := os.ReadFile("../../usedesk/testdata/tickets.json")
	require.NoError(b, err)
	one := strings.TrimSpace(string(text))
	one = one[1 : len(one)-1]
	return "[" + strings.Repeat(one+",", 33) + one + "]"
}

func BenchmarkParse(b *testing.B) {
	text := page(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := jsontext.Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFastjson is the peer of BenchmarkParse.
func BenchmarkFastjson(b *testing.B) {
	text := page(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := new(fastjson.Parser).Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}
