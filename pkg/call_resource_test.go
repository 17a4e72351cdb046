package main

import (
	"context"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func call(t *testing.T, datasource *Datasource, method, path, query, body string) *backend.CallResourceResponse {
	t.Helper()
	request := &backend.CallResourceRequest{
		PluginContext: editor, Method: method, Path: path, URL: path + query, Body: []byte(body),
	}
	var sent *backend.CallResourceResponse
	sender := backend.CallResourceResponseSenderFunc(func(response *backend.CallResourceResponse) error {
		sent = response
		return nil
	})
	if err := datasource.CallResource(context.Background(), request, sender); err != nil {
		t.Fatal(err)
	}
	return sent
}

func TestResourceIsPassedWhole(t *testing.T) {
	datasource, last := startShim(t, 200, "application/json; charset=utf-8", `{"ok":true}`)
	response := call(t, datasource, "PUT", "problems/0a1b/status", "?why=x%2Fy", `{"status":"resolved"}`)

	equal(t, "request", last.method+" "+last.url, "PUT /api/v1/problems/0a1b/status?why=x%2Fy")
	equal(t, "body", last.body, `{"status":"resolved"}`)
	equal(t, "type", last.header.Get("Content-Type"), "application/json")
	equal(t, "token", last.header.Get("Authorization"), "Bearer "+testToken)
	equal(t, "role", last.header.Get("X-Insights-Role"), "Editor")
	equal(t, "status", response.Status, 200)
	equal(t, "answer", string(response.Body), `{"ok":true}`)
	equal(t, "answer's type", response.Headers["Content-Type"][0], "application/json; charset=utf-8")
}

func TestRefusalOfTheShimIsPassedOn(t *testing.T) {
	const refusal = `{"error":{"code":"forbidden","message":"Viewers may not change a status."}}`
	datasource, _ := startShim(t, 403, "application/json", refusal)
	response := call(t, datasource, "PUT", "problems/0a1b/status", "", "{}")
	equal(t, "status", response.Status, 403)
	equal(t, "answer", string(response.Body), refusal)
}

func TestUnsafePathsAreNotSent(t *testing.T) {
	for _, path := range []string{
		"", "/stores", "../../v1/traces", "problems/../stores", "problems/..", ".", "problems//status", "stores/",
		"http://elsewhere/", "problems/%2e%2e/x", "problems/a b", "stores?x", "a\\b", "stores\n",
	} {
		datasource, last := startShim(t, 200, "application/json", "{}")
		response := call(t, datasource, "GET", path, "", "")
		equal(t, "status of "+path, response.Status, 400)
		equal(t, "request for "+path, last.url, "")
	}
}

func TestUnreachableShimIsToldAsTheContractDoes(t *testing.T) {
	address := closedAddress(t)
	response := call(t, newDatasource(t, address, testToken), "GET", "stores", "", "")
	equal(t, "status", response.Status, 502)
	equal(t, "answer", string(response.Body), `{"error":{"code":"unavailable","message":"Insights' receiver at `+
		address+` cannot be reached: connection refused. Is it running?"}}`)
}
