package edge_test

import (
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/coretest"
	"deskside/shared/core/edge"
)

var settings = edge.Settings{Upstream: " help.example.com", Key: "key\n", Origins: "https://shop.example.com, https://blog.example.com", Store: true, Files: true, Cache: true, BlockSecret: "the-secret-of-the-block"}

// vectors are calls with their exact bytes: see coretest.Vectors.
func vectors(t testing.TB) *coretest.Vectors {
	v := &coretest.Vectors{Table: edge.Table()}
	v.Add(t, "the edge opens", "edge.open", &settings, 0)
	v.Add(t, "a site without a key", "edge.open", &edge.Settings{Upstream: "help.example.com"}, 0)
	v.Add(t, "a store is looked at", "edge.migrate", &edge.MigrateArgs{Now: 1_800_000_000_000_000}, 0)
	v.Add(t, "a store without tables", "edge.migrate", &edge.MigrateArgs{Looked: &edge.Result{}, Now: 1_800_000_000_000_000}, 0)
	v.Add(t, "a store of a newer edge", "edge.migrate", &edge.MigrateArgs{Looked: &edge.Result{Rows: [][]edge.Value{{{Number: 99}, {}, {IsText: true}}}}, Now: 1_800_000_000_000_000}, 0)
	e := newEdge(t)
	for _, name := range slices.Sorted(maps.Keys(exchanges)) {
		exchange := exchanges[name]
		v.Add(t, name+" is admitted", "edge.admit", &edge.AdmitArgs{Settings: settings, Input: edge.Input{Request: exchange.request()}}, 0)
		inputs, _, _ := exchange.run(e.Step)
		for i := range inputs {
			v.Add(t, name+", step "+strconv.Itoa(i+1), "edge.step", &edge.StepArgs{Settings: settings, Input: inputs[i]}, 0)
		}
	}
	frame := edge.Request{Method: "GET", Path: "/widget/frame.html"}
	v.Add(t, "the frame", "edge.admit", &edge.AdmitArgs{Settings: settings, Input: edge.Input{Request: frame}}, 0)
	v.Add(t, "a file that is missing, in Russian", "edge.refuse", &edge.RefuseArgs{Why: edge.Missing, Request: edge.Request{
		Method: "GET", Path: "/widget/gone.js", Header: []api.Header{{Name: "accept-language", Value: "ru"}},
	}}, 0)
	v.Add(t, "a host that stopped", "edge.refuse", &edge.RefuseArgs{Why: edge.Stopped, Request: edge.Request{Method: "GET", Path: "/api/7.0/search.json"}}, 0)
	lost := edge.Input{Request: edge.Request{Method: "GET", Path: "/api/7.0/search.json", Query: "text=%D1%91"}, Done: []edge.Done{{Over: true}}}
	v.Add(t, "the time is over", "edge.step", &edge.StepArgs{Settings: settings, Input: lost}, 0)
	watched := settings
	watched.Alert, watched.AlertLetters, watched.Retention = "https://chat.example.com/hook", "1", "90"
	counted := edge.Input{Now: 1_800_000_000_000_000}
	v.Add(t, "somebody is to be told, step 1", "edge.watch", &edge.StepArgs{Settings: watched, Input: counted}, 0)
	v.Add(t, "what is over is forgotten after as long as is said", "edge.deliver", &edge.StepArgs{Settings: watched, Input: counted}, 0)
	return v
}

func TestVectorsAreUpToDate(t *testing.T) { vectors(t).Golden(t) }

func TestNothingThatCallsItStopsTheCore(t *testing.T) { vectors(t).Unbreakable(t) }

func FuzzCall(f *testing.F) { vectors(f).Fuzz(f) }

func TestOverTheTableAnEdgeAnswersTheSame(t *testing.T) {
	e, table := newEdge(t), edge.Table()
	for name, exchange := range exchanges {
		t.Run(name, func(t *testing.T) {
			request := exchange.request()
			admission := coretest.Read[edge.Admission](t, coretest.Step(t, table, "edge.admit", &edge.AdmitArgs{Settings: settings, Input: edge.Input{Request: request}}, 0))
			require.Equal(t, e.Admit(&edge.Input{Request: request}).Writes, admission.Writes)
			require.Equal(t, admission.Writes, admission.Begun == nil, "what has no body begins at once")
			exchange.run(func(in *edge.Input) edge.Outcome {
				out := e.Step(in)
				want, err := out.MarshalMsg(nil)
				require.NoError(t, err)
				require.Equal(t, want, []byte(coretest.Step(t, table, "edge.step", &edge.StepArgs{Settings: settings, Input: *in}, 0).Result))
				return out
			})
		})
	}
}

func TestWhatIsWrongWithSettingsIsSaidToTheirOwnerAlone(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*edge.Settings)
		says   string
	}{
		"no address":              {func(s *edge.Settings) { s.Upstream = " " }, "set the variable UPSTREAM_URL"},
		"no key":                  {func(s *edge.Settings) { s.Key = "" }, "set the secret API_KEY"},
		"an address that is none": {func(s *edge.Settings) { s.Upstream = "http://" }, "UPSTREAM_URL is no address"},
		"an open line":            {func(s *edge.Settings) { s.Upstream = "http://help.example.com" }, "unprotected: use an https:// address"},
		"a key with a blank":      {func(s *edge.Settings) { s.Key = "k3y k3y" }, "copy it again"},
		"an origin with a path":   {func(s *edge.Settings) { s.Origins = "https://shop.example.com/shop" }, "scheme and host"},
	} {
		t.Run(name, func(t *testing.T) {
			wrong := settings
			test.change(&wrong)
			opened := coretest.Read[edge.Opened](t, coretest.Step(t, edge.Table(), "edge.open", &wrong, 0))
			require.Contains(t, opened.Problem, test.says)
			require.NotContains(t, opened.Problem, "k3y")
			request := edge.Request{Method: "GET", Path: "/api/7.0/search.json"}
			for _, out := range []*edge.Reply{
				coretest.Read[edge.Admission](t, coretest.Step(t, edge.Table(), "edge.admit", &edge.AdmitArgs{Settings: wrong, Input: edge.Input{Request: request}}, 0)).Reply,
				coretest.Read[edge.Outcome](t, coretest.Step(t, edge.Table(), "edge.step", &edge.StepArgs{Settings: wrong, Input: edge.Input{Request: request}}, 0)).Reply,
			} {
				require.Equal(t, 500, out.Status)
				require.Contains(t, string(out.Body), "This site is not set up yet.")
			}
		})
	}
}

func TestOriginsOfSettingsAreSeparatedByCommasOrBlanks(t *testing.T) {
	site, err := settings.Site()
	require.NoError(t, err)
	require.Equal(t, []string{"https://shop.example.com", "https://blog.example.com"}, site.Origins)
	require.Equal(t, "key", site.Key)
}

func TestSitesWithANameNeedNoneWithout(t *testing.T) {
	unset := edge.Settings{Store: true}
	storeless := settings
	storeless.Store = false
	shop := settings
	shop.Name = "shop"
	wrong := edge.Settings{Name: "shop", Store: true}
	for _, test := range []struct {
		says, path, site string
		settings         edge.Settings
		status           int
	}{
		{"of a host that has a site without", "/w/shop/api/7.0/search.json", "shop", settings, 0},
		{"of one that has none", "/w/shop/api/7.0/search.json", "shop", unset, 0},
		{"the rest of that host is not set up", "/api/7.0/search.json", "", unset, 500},
		{"a name that none has", "/w/Shop/api/7.0/search.json", "", unset, 404},
		{"where there is no store", "/w/shop/api/7.0/search.json", "", storeless, 404},
		{"with settings of its own", "/w/shop/api/7.0/search.json", "", shop, 0},
		{"with such as will not do", "/w/shop/api/7.0/search.json", "", wrong, 500},
	} {
		args := edge.AdmitArgs{Settings: test.settings, Input: edge.Input{Request: edge.Request{Method: "GET", Path: test.path}}}
		a := coretest.Read[edge.Admission](t, coretest.Step(t, edge.Table(), "edge.admit", &args, 0))
		require.Equal(t, test.site, a.Site, test.says)
		status := 0
		if a.Reply != nil {
			status = a.Reply.Status
		}
		require.Equal(t, test.status, status, test.says)
	}
}
