// Package row is one line of what make bench shows: how long something took, beside a reference that was measured in
// turns with it, and what that is held to. A machine with other work slows both, so only their ratio is judged.
package row

import (
	"fmt"
	"io"
	"slices"
)

// Row is one comparison.
type Row struct {
	// Where is what ran it: natively, Node, chromium, firefox.
	Where string `json:"where"`
	What  string `json:"what"`
	// Median is in milliseconds, that of Samples samples; 0 where Ratio is of something else than time.
	Median  float64 `json:"median_ms"`
	Samples int     `json:"samples"`
	// Reference is what stands beside it, with its own median.
	Reference       string  `json:"reference"`
	ReferenceMedian float64 `json:"reference_ms"`
	// Faster says which way Ratio goes: how many times as fast as the reference, or how many times as long it took.
	Faster bool    `json:"faster"`
	Ratio  float64 `json:"ratio"`
	// Difference says that Ratio is none, but how many milliseconds longer it took than the reference.
	Difference bool `json:"difference,omitempty"`
	// Limit is the least that Ratio may be where Faster is set, otherwise the most; 0 holds it to nothing.
	Limit float64 `json:"limit"`
	// Error is why it could not be measured.
	Error string `json:"error,omitempty"`
}

// Missed tells whether the row is beyond what it is held to, or was not measured although it is held to something.
func (r Row) Missed() bool {
	switch {
	case r.Limit == 0:
		return false
	case r.Error != "":
		return true
	case r.Faster:
		return r.Ratio < r.Limit
	}
	return r.Ratio > r.Limit
}

func (r Row) verdict() string {
	switch {
	case r.Missed():
		return "MISSED"
	case r.Limit == 0:
		return ""
	}
	return "ok"
}

// Print writes the table.
func Print(out io.Writer, rows []Row) {
	fmt.Fprintf(out, "%-9s %-46s %10s %8s  %-34s %10s  %-15s %-8s %s\n", "where", "what", "median ms", "samples", "reference", "median ms", "ratio", "limit", "")
	for _, r := range rows {
		if r.Error != "" {
			fmt.Fprintf(out, "%-9s %-46s not measured: %s  %s\n", r.Where, r.What, r.Error, r.verdict())
			continue
		}
		ratio, limit := fmt.Sprintf("%.2f × as long", r.Ratio), fmt.Sprintf("≤ %g", r.Limit)
		if r.Faster {
			ratio, limit = fmt.Sprintf("%.2f × as fast", r.Ratio), fmt.Sprintf("≥ %g", r.Limit)
		}
		if r.Difference {
			ratio, limit = fmt.Sprintf("%+.3f ms", r.Ratio), fmt.Sprintf("≤ %+g", r.Limit)
		} else if r.Median == 0 {
			ratio = fmt.Sprintf("%.2f × as much", r.Ratio)
		}
		if r.Limit == 0 {
			limit = "-"
		}
		fmt.Fprintf(out, "%-9s %-46s %10.3f %8d  %-34s %10.3f  %-15s %-8s %s\n", r.Where, r.What, r.Median, r.Samples, r.Reference, r.ReferenceMedian, ratio, limit, r.verdict())
	}
}

// Times are samples in milliseconds, taken in turns: the same place is the same moment.
type Times []float64

// Median is that of the samples.
func (t Times) Median() float64 {
	sorted := slices.Sorted(slices.Values(t))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[len(sorted)/2]
}

// Beyond makes a row of how many milliseconds longer something took than its reference: the median of the differences
// of each moment, which limit is the most that they may be.
func Beyond(where, what string, mine Times, reference string, other Times, limit float64) Row {
	more := make(Times, min(len(mine), len(other)))
	for i := range more {
		more[i] = mine[i] - other[i]
	}
	return Row{
		Where: where, What: what, Median: mine.Median(), Samples: len(more), Reference: reference, ReferenceMedian: other.Median(),
		Ratio: more.Median(), Difference: true, Limit: limit,
	}
}

// Compare makes a row of samples and those of a reference. The ratio is the median of the ratios of each moment.
func Compare(where, what string, mine Times, reference string, other Times, faster bool, limit float64) Row {
	ratios := make(Times, min(len(mine), len(other)))
	for i := range ratios {
		ratios[i] = mine[i] / other[i]
		if faster {
			ratios[i] = other[i] / mine[i]
		}
	}
	return Row{
		Where: where, What: what, Median: mine.Median(), Samples: len(ratios), Reference: reference, ReferenceMedian: other.Median(),
		Faster: faster, Ratio: ratios.Median(), Limit: limit,
	}
}
