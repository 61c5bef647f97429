package sandbox

import (
	"context"
	"testing"
)

func BenchmarkOpenNewSandboxInMemory(b *testing.B) {
	for b.Loop() {
		server, err := Open(context.Background(), Options{Now: (&clock{noon}).Now})
		if err != nil {
			b.Fatal(err)
		}
		if err := server.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
