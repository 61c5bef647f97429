package sandbox

import (
	"context"
	"testing"
	"time"
)

func benchmarkOpen(b *testing.B, step time.Duration) {
	at := &clock{noon}
	for b.Loop() {
		server, err := Open(context.Background(), Options{Now: at.Now})
		if err != nil {
			b.Fatal(err)
		}
		if err := server.Close(); err != nil {
			b.Fatal(err)
		}
		at.advance(step)
	}
}

func BenchmarkOpenNewSandboxInMemory(b *testing.B) { benchmarkOpen(b, time.Second) }

func BenchmarkOpenSandboxLikeTheLastOne(b *testing.B) { benchmarkOpen(b, 0) }
