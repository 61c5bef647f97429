//go:build wasm && !customer && !writing && !compose && !edge

package main

import (
	"deskside/shared/core"
	"deskside/shared/core/agent"
)

func operations() core.Table { return agent.Table() }
