package content

import (
	"bufio"
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// wasm is the compose core built with TinyGo; without it, the tests of that engine are left out.
var wasm = flag.String("core", "", "test a WebAssembly `file` too")

// engines are those to test: the native one, and the one of -core.
func engines(t *testing.T) map[string]Engine {
	list := map[string]Engine{"go": Native{}}
	if *wasm != "" {
		node, err := StartNode("../..", *wasm, os.Stderr)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, node.Close()) })
		list["wasm"] = node
	}
	return list
}

func each(t *testing.T, test func(t *testing.T, engine Engine)) {
	for name, engine := range engines(t) {
		t.Run(name, func(t *testing.T) { test(t, engine) })
	}
}

// english is an environment.
func english(string) string { return "en" }

func lines(t *testing.T, engine Engine, losses bool, in string) []string {
	var out strings.Builder
	require.NoError(t, Run(engine, losses, english, strings.NewReader(in), &out))
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func TestEachLineIsAnswered(t *testing.T) {
	each(t, func(t *testing.T, engine Engine) {
		for name, tt := range map[string]struct{ in, want string }{
			"BBCode as HTML":               {`{"id":1,"op":"bbcode_to_html","in":"[b]x[/b]"}`, `{"id":1,"out":"<p><b>x</b></p>"}`},
			"clean HTML":                   {`{"id":"a","op":"sanitize_html","in":"<p onclick=x>y<script>z</script>"}`, `{"id":"a","out":"<p>y</p>"}`},
			"HTML as BBCode":               {`{"id":{"n":1},"op":"html_to_bbcode","in":"<b>ю</b>"}`, `{"id":{"n":1},"out":"[b]ю[/b]"}`},
			"HTML as text":                 {`{"op":"html_to_text","in":"<li>a"}`, `{"id":null,"out":"a"}`},
			"nothing":                      {`{"id":1,"op":"html_to_text","in":""}`, `{"id":1,"out":""}`},
			"escapes of JSON":              {`{"id":1,"op":"sanitize_html","in":"\u003cb\u003e\ud83d\ude00\u0000\ud800x"}`, `{"id":1,"out":"<p><b>😀�x</b></p>"}`},
			"bytes of no UTF-8":            {"{\"id\":1,\"op\":\"html_to_text\",\"in\":\"a\xffb\"}", `{"id":1,"out":"a�b"}`},
			"a mark of the order of bytes": {"\ufeff" + `{"id":1,"op":"html_to_text","in":"a"}`, `{"id":1,"out":"a"}`},
			"a line end of Windows":        {`{"id":1,"op":"html_to_text","in":"a"}` + "\r", `{"id":1,"out":"a"}`},
		} {
			t.Run(name, func(t *testing.T) {
				require.Equal(t, []string{tt.want}, lines(t, engine, false, tt.in+"\n"))
				require.Equal(t, []string{tt.want}, lines(t, engine, false, tt.in), "without a line end")
			})
		}
	})
}

func TestABadLineIsAnsweredAndStopsNothing(t *testing.T) {
	each(t, func(t *testing.T, engine Engine) {
		got := lines(t, engine, false, strings.Join([]string{
			`{"id":1,"op":"nope","in":"x"}`, `{"id":2,"op":"html_to_text"}`, `{"id":3,"op":"html_to_text","in":7}`, `x`, `[1]`, ``, `  `,
			`{"id":4,"op":"html_to_text","in":"` + strings.Repeat("x", MaxLine) + `"}`, `{"id":5,"op":"html_to_text","in":"y"}`,
		}, "\n"))
		require.Len(t, got, 7)
		for i, want := range []string{`"id":1,"error":"there is no operation \"nope\": it is one of `, `"id":2,"error":"\"in\" is missing`, `"id":3,"error":"\"in\" is no string`,
			`"id":null,"error":"the line is no JSON`, `"id":null,"error":"the line is no JSON`, `"id":null,"error":"the line is longer than `, `"id":5,"out":"y"`} {
			require.Contains(t, got[i], want)
		}
	})
}

func TestLossesAreTold(t *testing.T) {
	each(t, func(t *testing.T, engine Engine) {
		require.Equal(t, []string{
			`{"id":1,"out":"<p>a</p>","losses":[{"outcome":"dropped","what":"attribute","name":"onclick","of":"p","detail":"content runs no scripts","line":2,"column":4,"start":4,"end":13,"sentence":"The attribute onclick of p at 2:4 was dropped: content runs no scripts."}]}`,
			`{"id":2,"out":"<p>a</p>","losses":[]}`,
		}, lines(t, engine, true, `{"id":1,"op":"sanitize_html","in":"\n<p onclick=x>a"}`+"\n"+`{"id":2,"op":"sanitize_html","in":"a"}`))
	})
}

func TestAnAnswerComesBeforeTheNextLine(t *testing.T) {
	each(t, func(t *testing.T, engine Engine) {
		in, ask := io.Pipe()
		answers, out := io.Pipe()
		done := make(chan error, 1)
		go func() {
			done <- Run(engine, false, english, in, out)
			out.Close()
		}()
		read := bufio.NewScanner(answers)
		for _, word := range []string{"a", "b", "c"} {
			_, err := io.WriteString(ask, `{"id":1,"op":"html_to_text","in":"`+word+`"}`+"\n")
			require.NoError(t, err)
			require.True(t, read.Scan())
			require.Equal(t, `{"id":1,"out":"`+word+`"}`, read.Text())
		}
		ask.Close()
		require.NoError(t, <-done)
	})
}

// A core frees nothing, so that long work is many instances'.
func TestLongLinesAndManyOfThem(t *testing.T) {
	each(t, func(t *testing.T, engine Engine) {
		var in strings.Builder
		long, err := json.Marshal(strings.Repeat("<p>a &amp; <b>b</b></p>[", 1<<20/24))
		require.NoError(t, err)
		for range 12 {
			in.WriteString(`{"id":1,"op":"sanitize_html","in":` + string(long) + "}\n")
		}
		for range 500 {
			in.WriteString(`{"id":2,"op":"bbcode_to_html","in":"[b]x[/b]"}` + "\n")
		}
		got := lines(t, engine, false, in.String())
		require.Len(t, got, 512)
		for _, line := range got[:12] {
			require.Equal(t, got[0], line)
			require.Greater(t, len(line), 1<<19)
		}
		for _, line := range got[12:] {
			require.Equal(t, `{"id":2,"out":"<p><b>x</b></p>"}`, line)
		}
	})
}

func TestAnEngineThatStopsCostsOneLine(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("Node is not on PATH")
	}
	dir := t.TempDir()
	// A module whose every call traps.
	trap := filepath.Join(dir, "trap.wasm")
	require.NoError(t, os.WriteFile(trap, trapModule(), 0o644))
	node, err := StartNode("../..", trap, os.Stderr)
	require.NoError(t, err)
	defer node.Close()
	for _, line := range lines(t, node, false, strings.Repeat(`{"id":1,"op":"html_to_text","in":"a"}`+"\n", 3)) {
		require.Contains(t, line, `{"id":1,"error":"core stopped in content.convert`)
	}
	// A Node that ended is started again.
	require.NoError(t, node.process.Process.Kill())
	require.Contains(t, lines(t, node, false, `{"id":2,"op":"html_to_text","in":"a"}`)[0], `{"id":2,"error":"Node ended at this input`)
	require.Contains(t, lines(t, node, false, `{"id":3,"op":"html_to_text","in":"a"}`)[0], `{"id":3,"error":"core stopped`)
}

// trapModule is a module with the exports of a core that stops at each call.
func trapModule() []byte {
	section := func(id byte, content ...byte) []byte { return append([]byte{id, byte(len(content))}, content...) }
	var m []byte
	m = append(m, 0, 'a', 's', 'm', 1, 0, 0, 0)
	m = append(m, section(1, 4, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 2, 0x7f, 0x7f, 1, 0x7f, 0x60, 0, 1, 0x7f, 0x60, 0, 0)...)
	m = append(m, section(3, 4, 0, 1, 2, 3)...)
	m = append(m, section(5, 1, 0, 1)...)
	export := []byte{5}
	for i, name := range []string{"alloc", "call", "result", "_initialize"} {
		export = append(append(append(export, byte(len(name))), name...), 0, byte(i))
	}
	export = append(append(append(export, 6), "memory"...), 2, 0)
	m = append(m, section(7, export...)...)
	constant, stop, nothing := []byte{4, 0, 0x41, 0, 0x0b}, []byte{3, 0, 0x00, 0x0b}, []byte{2, 0, 0x0b}
	code := []byte{4}
	for _, body := range [][]byte{constant, stop, constant, nothing} {
		code = append(code, body...)
	}
	return append(m, section(10, code...)...)
}
