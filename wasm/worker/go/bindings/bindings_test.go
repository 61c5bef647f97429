//go:build js && wasm

package bindings_test

import (
	"syscall/js"
	"testing"

	"github.com/norunners/vert"
	"github.com/stretchr/testify/require"

	"deskside/shared/core/edge"
	"deskside/wasm/worker/go/bindings"
)

func TestTheEnvironmentBecomesSettings(t *testing.T) {
	for name, test := range map[string]struct {
		env  any
		want edge.Settings
		says string
	}{
		"everything": {
			map[string]any{"UPSTREAM_URL": "https://help.example.com", "API_KEY": "k3y", "ORIGINS": "https://a.example, https://b.example", "STORE": map[string]any{}},
			edge.Settings{Upstream: "https://help.example.com", Key: "k3y", Origins: "https://a.example, https://b.example"}, "",
		},
		"what is not there is nothing": {map[string]any{"API_KEY": nil}, edge.Settings{}, ""},
		"a key that is a number": {
			map[string]any{"UPSTREAM_URL": "help.example.com", "API_KEY": 5}, edge.Settings{}, "must be texts",
		},
		"origins that are a list": {
			map[string]any{"UPSTREAM_URL": "help.example.com", "API_KEY": "k3y", "ORIGINS": []any{"*"}}, edge.Settings{}, "must be texts",
		},
		"no environment": {nil, edge.Settings{}, "no environment"},
	} {
		t.Run(name, func(t *testing.T) {
			settings, _, err := bindings.Read(js.ValueOf(test.env))
			if test.says != "" {
				require.ErrorContains(t, err, test.says)
				require.NotContains(t, err.Error(), "k3y")
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want, settings)
		})
	}
}

func TestAMessageOfTheQueueNamesAnEntry(t *testing.T) {
	site, entry, err := bindings.Call(bindings.CallOf("shop", "0123456789abcdef"))
	require.NoError(t, err)
	require.Equal(t, "shop", site)
	require.Equal(t, "0123456789abcdef", entry)
	site, entry, err = bindings.Call(js.ValueOf(map[string]any{"entry": "x", "what another version": "adds"}))
	require.NoError(t, err)
	require.Equal(t, "x", entry)
	require.Empty(t, site, "an edge before there were sites")
	for name, message := range map[string]any{
		"nothing": nil, "an empty message": map[string]any{}, "an empty name": map[string]any{"entry": ""}, "a text": "k3y", "a number": 5,
		"a list": []any{"k3y"}, "a name that is a number": map[string]any{"entry": 5}, "a name that is an object": map[string]any{"entry": map[string]any{"k3y": 1}},
	} {
		_, _, err := bindings.Call(js.ValueOf(message))
		require.EqualError(t, err, "a message of the queue names no entry", name)
	}
}

// The converter's ways that keep it from anything but a flat struct of strings.
func TestWhatTheConverterDoesUnexpectedly(t *testing.T) {
	assign := func(from any, to any) error { return vert.Value{Value: js.ValueOf(from)}.AssignTo(to) }

	t.Run("a default is lost, because the struct is made anew", func(t *testing.T) {
		to := struct {
			Name string `js:"name"`
		}{"default"}
		require.NoError(t, assign(map[string]any{}, &to))
		require.Empty(t, to.Name)
	})
	t.Run("nothing at all leaves everything as it was", func(t *testing.T) {
		to := struct {
			Name string `js:"name"`
		}{"default"}
		require.NoError(t, assign(nil, &to))
		require.Equal(t, "default", to.Name)
	})
	t.Run("options of a tag are part of the name", func(t *testing.T) {
		var to struct {
			Name string `json:"name,omitempty"`
		}
		require.NoError(t, assign(map[string]any{"name": "x"}, &to))
		require.Empty(t, to.Name)
		require.NoError(t, assign(map[string]any{"name,omitempty": "x"}, &to))
		require.Equal(t, "x", to.Name)
	})
	t.Run("a fraction is cut off without a word", func(t *testing.T) {
		var to struct {
			Count int `js:"count"`
		}
		require.NoError(t, assign(map[string]any{"count": 2.9}, &to))
		require.Equal(t, 2, to.Count)
	})
	t.Run("a text does not become a number, nor a number a text", func(t *testing.T) {
		var number struct {
			Count int `js:"count"`
		}
		require.Error(t, assign(map[string]any{"count": "2"}, &number))
		var text struct {
			Name string `js:"name"`
		}
		require.Error(t, assign(map[string]any{"name": 2}, &text))
	})
	t.Run("embedded structs are not flattened", func(t *testing.T) {
		type Inner struct {
			Name string `js:"name"`
		}
		var to struct{ Inner }
		require.NoError(t, assign(map[string]any{"name": "x"}, &to))
		require.Empty(t, to.Name)
	})
	t.Run("bytes become an array of numbers", func(t *testing.T) {
		require.Equal(t, "object", vert.ValueOf([]byte{1, 2}).Type().String())
		require.Equal(t, 2, vert.ValueOf([]byte{1, 2}).Get("length").Int())
		require.True(t, js.Global().Get("Array").Call("isArray", vert.ValueOf([]byte{1, 2}).JSValue()).Bool())
	})
	t.Run("a function in a value panics", func(t *testing.T) {
		require.Panics(t, func() { vert.ValueOf(struct{ F func() }{func() {}}) })
	})
}
