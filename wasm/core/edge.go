//go:build wasm && edge

package main

import (
	"deskside/shared/core"
	"deskside/shared/core/edge"
)

func operations() core.Table { return edge.Table() }
