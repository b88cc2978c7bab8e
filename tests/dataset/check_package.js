// Checks datasets: node check_package.js DIRECTORY...
//
// datapackage.json against the standard's rules (data_package.schema.json), then every CSV file
// against its Table Schema by the libraries `datapackage` and `tableschema`: header, types,
// constraints, primary and foreign keys. Those libraries are of version 1 of the standard, with
// which what is used here of version 2 agrees; that the keys lead to each other is checked here.
const assert = require('assert')
const fs = require('fs')
const path = require('path')
const Ajv = require('ajv')
const addFormats = require('ajv-formats')
const { Package } = require('datapackage')

const rules = JSON.parse(fs.readFileSync(path.join(__dirname, 'data_package.schema.json'), 'utf8'))
const ajv = new Ajv({ allErrors: true, strictTypes: false })
addFormats(ajv)
const followsStandard = ajv.compile(rules)

// As readers of version 1 know it.
function asVersion1(descriptor) {
  return {
    ...descriptor,
    profile: 'tabular-data-package',
    resources: descriptor.resources.map((r) => ({ ...r, profile: 'tabular-data-resource' })),
  }
}

function checkKeys(descriptor) {
  const schemas = new Map(descriptor.resources.map((r) => [r.name, r.schema]))
  for (const { name, schema } of descriptor.resources) {
    const fields = new Map(schema.fields.map((f) => [f.name, f]))
    for (const key of schema.primaryKey || []) {
      assert(fields.get(key).constraints.required, `${name}.${key} of the primary key may be empty`)
    }
    for (const key of (schema.uniqueKeys || []).flat()) assert(fields.has(key), `${name}.${key}`)
    for (const { name: field, categories } of schema.fields.filter((f) => f.categories)) {
      const labels = categories.map((c) => c.label)
      assert(new Set(labels).size === labels.length, `${name}.${field} has a label twice`)
    }
    for (const { fields: from, reference } of schema.foreignKeys || []) {
      for (const field of from) assert(fields.has(field), `${name}.${field}`)
      const { primaryKey = [], uniqueKeys = [] } = schemas.get(reference.resource)
      const keys = [primaryKey, ...uniqueKeys].map((k) => k.join())
      assert(keys.includes(reference.fields.join()), `${name} refers to what is no key`)
    }
  }
}

function checkForms({ forms, resources }) {
  const field = resources.find((r) => r.name === 'cells').schema.fields.find((f) => f.name === 'form')
  assert.deepStrictEqual(forms.map((f) => f.form), field.constraints.enum)
  for (const form of forms) {
    for (const cell of form.relations.flatMap((r) => [...r.lhs, ...r.rhs])) {
      assert(cell in form.cells, `${form.form} has no ${cell}`)
    }
  }
}

async function checkTables(descriptor, directory) {
  const loaded = await Package.load(asVersion1(descriptor), { basePath: directory, strict: true })
  assert(loaded.valid, loaded.errors)
  for (const resource of loaded.resources) {
    const rows = await resource.read({ relations: true })
    console.log(`${resource.name}: ${rows.length} rows`)
  }
}

async function check(directory) {
  const descriptor = JSON.parse(fs.readFileSync(path.join(directory, 'datapackage.json'), 'utf8'))
  assert(followsStandard(descriptor), ajv.errorsText(followsStandard.errors, { separator: '\n' }))
  checkKeys(descriptor)
  checkForms(descriptor)
  await checkTables(descriptor, directory)
}

async function main() {
  for (const directory of process.argv.slice(2)) await check(directory)
}

main().catch((error) => {
  for (const e of error.errors && error.errors.length ? error.errors : [error]) console.error(e.message)
  process.exit(1)
})
