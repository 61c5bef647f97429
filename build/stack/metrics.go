package stack

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/VictoriaMetrics/metrics"

	decide "deskside/shared/core/edge"
	"deskside/shared/edge"
)

// meter counts what an edge does, in the form that Prometheus reads. Nothing in it is
// anybody's: routes are those of the table, without numbers and tokens.
type meter struct{ set *metrics.Set }

func newMeter() *meter {
	m := &meter{metrics.NewSet()}
	m.set.GetOrCreateCounter(fmt.Sprintf(`deskside_info{version=%q}`, decide.Version)).Set(1)
	return m
}

// bounds are those of how long answers take, in seconds.
var bounds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15}

// count counts a request or a delivery.
func (m *meter) count(of decide.Measure) {
	if of.State != "" {
		m.set.GetOrCreateCounter(fmt.Sprintf(`deskside_deliveries_total{%skind=%q,state=%q}`, labelOf(of.Site), of.Method, of.State)).Inc()
		return
	}
	m.set.GetOrCreateCounter(fmt.Sprintf(`deskside_requests_total{%smethod=%q,route=%q,status="%d"}`, labelOf(of.Site), of.Method, of.Route, of.Status)).Inc()
	m.set.GetOrCreatePrometheusHistogramExt(fmt.Sprintf(`deskside_request_seconds{route=%q}`, of.Route), bounds).Update(float64(of.MS) / 1000)
	for part, ms := range map[string]int64{"helpdesk": of.HelpdeskMS, "store": of.StoreMS, "cache": of.CacheMS} {
		m.set.GetOrCreateFloatCounter(fmt.Sprintf(`deskside_waited_seconds_total{for=%q}`, part)).Add(float64(ms) / 1000)
	}
}

// show answers /metrics, with what the store of an edge keeps; operator is nil where there
// is none.
func (m *meter) show(operator *edge.Operator, now func() time.Time) http.Handler {
	pages := http.NewServeMux()
	pages.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		m.set.WritePrometheus(w)
		if operator == nil {
			return
		}
		all, err := kept(r.Context(), operator)
		up := 1
		if err != nil {
			up = 0
		}
		fmt.Fprintf(w, "deskside_store_up %d\n", up)
		for _, site := range slices.Sorted(maps.Keys(all)) {
			census, age, label := all[site], 0.0, labelOf(site)
			if census.Oldest > 0 {
				age = now().Sub(time.UnixMilli(census.Oldest)).Seconds()
			}
			fmt.Fprintf(w, "deskside_entries{%sstate=\"letters\"} %d\ndeskside_entries{%sstate=\"waiting\"} %d\n", label, census.Letters, label, census.Waiting)
			name := "deskside_oldest_waiting_seconds"
			if label != "" {
				name += "{" + strings.TrimSuffix(label, ",") + "}"
			}
			fmt.Fprintf(w, "%s %s\n", name, strconv.FormatFloat(age, 'f', 0, 64))
		}
	})
	return pages
}

// labelOf is the label of a site with a name, and the comma after it.
func labelOf(site string) string {
	if site == "" {
		return ""
	}
	return fmt.Sprintf("site=%q,", site)
}

// kept counts what is kept of each site, by its name.
func kept(ctx context.Context, operator *edge.Operator) (map[string]decide.Census, error) {
	census, err := operator.Census(ctx)
	if err != nil {
		return nil, err
	}
	all := map[string]decide.Census{"": census}
	sites, err := operator.Sites(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range sites {
		begun, err := operator.Begun(ctx, s.Name)
		if err != nil {
			return nil, err
		}
		if !begun {
			continue
		}
		if all[s.Name], err = operator.Of(s.Name).Census(ctx); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// measure serves the metrics at an address of their own, and returns where.
func (r *stack) measure(ctx context.Context, address string, m *meter, operator *edge.Operator) (string, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return "", errors.Join(fmt.Errorf("listen at %s", address), err)
	}
	r.serve(listener, m.show(operator, time.Now))
	return "http://" + listener.Addr().String() + "/metrics", nil
}
