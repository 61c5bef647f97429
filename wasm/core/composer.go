//go:build wasm && composer

package main

import "deskside/shared/core"

func operations() core.Table { return core.Composer() }
