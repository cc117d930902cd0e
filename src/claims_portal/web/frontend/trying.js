// The operations of the API called from their page: what each wants is in the OpenAPI document.
// Secret and token are kept in this page alone, and go with it; no cookie goes with a call.
const SELDOM = ["X-Correlation-ID", "If-None-Match"];
const TOLD = ["etag", "location", "retry-after", "ratelimit", "x-correlation-id"];
const JSON_TYPE = "application/json";

let contract = null;
let reading = null;
let asked = "";
let granted = { to: "", token: "" };

export function prepareTrying() {
  const template = document.querySelector("template[data-trying]");
  if (!template) {
    return;
  }
  template.replaceWith(template.content);
  const form = document.querySelector("form[data-trying]");
  const operation = form.elements.operation;
  operation.addEventListener("change", () => ask(form));
  form.closest("details").addEventListener("toggle", () => ask(form), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form).catch((fault) => show(form, String(fault), "", ""));
  });
  for (const section of document.querySelectorAll(".portal-operation")) {
    section.append(linkTo(form, section.querySelector("h3").id));
  }
}

function linkTo(form, id) {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = "#try-it";
  link.textContent = form.dataset.label;
  link.addEventListener("click", () => {
    form.closest("details").open = true;
    form.elements.operation.value = id;
    ask(form);
  });
  return link;
}

// Fields for what the chosen operation wants; what stands in them is kept while it is the same.
async function ask(form) {
  contract = await (reading ??= read(form));
  if (form.elements.operation.value === asked) {
    return;
  }
  asked = form.elements.operation.value;
  const { said } = chosen(form);
  const fields = (said.parameters ?? [])
    .map(found)
    .filter((one) => !SELDOM.includes(one.name))
    .map((one) => field(one));
  form.querySelector("[data-parameters]").replaceChildren(...fields);
  const body = bodyOf(said);
  form.querySelector("[data-body]").hidden = !body;
  form.elements.body.value = body ? JSON.stringify(skeleton(body.schema), null, 2) : "";
}

async function read(form) {
  return (await fetch(form.dataset.contract, { credentials: "omit" })).json();
}

function field(parameter) {
  const group = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  group.className = "govuk-form-group";
  label.className = "govuk-label";
  input.className = "govuk-input";
  input.id = label.htmlFor = `try-${parameter.in}-${parameter.name}`;
  label.textContent = `${parameter.name}${parameter.required ? " *" : ""}`;
  input.required = parameter.required ?? false;
  Object.assign(input.dataset, { place: parameter.in, name: parameter.name });
  group.append(label, input);
  return group;
}

function chosen(form) {
  const id = form.elements.operation.value;
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, said] of Object.entries(methods)) {
      if (said.operationId === id) {
        return { path, method: method.toUpperCase(), said };
      }
    }
  }
  throw new Error(id);
}

function found(said) {
  return said.$ref ? said.$ref.slice(2).split("/").reduce((at, step) => at[step], contract) : said;
}

function bodyOf(said) {
  return said.requestBody && found(said.requestBody).content[JSON_TYPE];
}

// What must be given, with nothing in it yet: for a form that is right, the sandbox has examples.
function skeleton(given, depth = 0) {
  const schema = found(given);
  const either = schema.oneOf ?? schema.anyOf;
  if (either) {
    return skeleton(either[0], depth);
  }
  if (schema.type === "object" && depth < 4) {
    const needed = (schema.required ?? []).map((name) => [name, schema.properties?.[name] ?? {}]);
    return Object.fromEntries(needed.map(([name, one]) => [name, skeleton(one, depth + 1)]));
  }
  const empty = { array: [], boolean: false, integer: 0, number: 0, object: {} };
  return schema.const ?? schema.enum?.[0] ?? empty[schema.type] ?? "";
}

async function send(form) {
  const { path, method } = chosen(form);
  const headers = { "Login-As": form.elements.userId.value.trim() };
  const token = await tokenFor(form);
  if (!token) {
    return;
  }
  headers.Authorization = `Bearer ${token}`;
  let address = path;
  const query = new URLSearchParams();
  for (const input of form.querySelectorAll("[data-place]")) {
    const { place, name } = input.dataset;
    if (place === "path") {
      address = address.replace(`{${name}}`, encodeURIComponent(input.value));
    } else if (input.value && place === "query") {
      query.set(name, input.value);
    } else if (input.value) {
      headers[name] = input.value;
    }
  }
  let body = null;
  if (!form.querySelector("[data-body]").hidden) {
    headers["Content-Type"] = JSON_TYPE;
    body = form.elements.body.value;
  }
  const target = query.size ? `${address}?${query}` : address;
  await tell(form, await fetch(location.origin + target, {
    method, headers, body, credentials: "omit",
  }));
}

async function tokenFor(form) {
  const parts = [form.elements.clientId.value.trim(), form.elements.clientSecret.value.trim()];
  const proof = btoa(parts.map(encodeURIComponent).join(":"));
  if (granted.to !== proof) {
    const answer = await fetch(form.dataset.token, {
      method: "POST",
      headers: { Authorization: `Basic ${proof}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
      credentials: "omit",
    });
    if (!answer.ok) {
      await tell(form, answer);
      return "";
    }
    granted = { to: proof, token: (await answer.json()).access_token };
  }
  return granted.token;
}

async function tell(form, answer) {
  if (answer.status === 401) {
    granted = { to: "", token: "" };
  }
  const kind = answer.headers.get("Content-Type") ?? "";
  const headers = TOLD.filter((name) => answer.headers.has(name));
  let text = /json|text|xml/.test(kind) ? await answer.text() : kind;
  if (kind.includes("json")) {
    text = JSON.stringify(JSON.parse(text), null, 2);
  }
  show(
    form,
    `${answer.status} ${answer.statusText}`,
    headers.map((name) => `${name}: ${answer.headers.get(name)}`).join("\n"),
    text,
  );
}

function show(form, status, headers, text) {
  const answer = form.querySelector("[data-answer]");
  answer.hidden = false;
  answer.querySelector("[data-status]").textContent = status;
  answer.querySelector("code").textContent = [headers, text].filter(Boolean).join("\n\n");
}
