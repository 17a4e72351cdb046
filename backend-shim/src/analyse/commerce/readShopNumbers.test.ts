import { readShopNumbers } from './readShopNumbers.ts';

const visitor = (id: number) => ({ visitorId: id, quoteId: null });
const quote = (id: number) => ({ visitorId: null, quoteId: id });

describe('readShopNumbers', () => {
  it.each([
    ["UPDATE `log_visitor` SET `session_id` = ?, `store_id` = ? WHERE visitor_id='127'", visitor(127)],
    ['UPDATE maho_log_visitor SET a = 5 WHERE (`visitor_id` = 42)', visitor(42)],
    [
      'SELECT `log_visitor`.* FROM `shop`.`log_visitor` WHERE ((`log_visitor`.`visitor_id`=42)) AND (store_id = 7)',
      visitor(42),
    ],
    ['select v.* from log_visitor v where v.visitor_id IN (42)', visitor(42)],
    ["UPDATE `sales_flat_quote` SET `x` = '9' WHERE entity_id='64'", quote(64)],
    [
      "SELECT `sales_flat_quote`.* FROM `sales_flat_quote` WHERE ((`sales_flat_quote`.`entity_id`='64')) AND ((store_id IN (1)))",
      quote(64),
    ],
    ["SELECT `main_table`.* FROM `pre_sales_flat_quote_item` `main_table` WHERE (`quote_id` = '64')", quote(64)],
    ['SELECT * FROM sales_flat_quote_address WHERE quote_id = "64"', quote(64)],
  ])('%s', (statement, numbers) => {
    expect(readShopNumbers(statement)).toEqual(numbers);
  });

  it.each([
    ["UPDATE log_visitor SET a = 1 WHERE visitor_id='0'"],
    ['UPDATE log_visitor SET visitor_id = 5'],
    ['UPDATE log_visitor SET a = 1 WHERE visitor_id = ?'],
    ["UPDATE log_visitor SET a = 1 WHERE visitor_id = '12; DROP'"],
    ['SELECT * FROM log_visitor WHERE visitor_id = 4 OR visitor_id = 5'],
    ['SELECT * FROM log_visitor WHERE visitor_id IN (4, 5)'],
    ['SELECT * FROM log_visitor WHERE visitor_id > 4'],
    ['DELETE FROM log_visitor WHERE visitor_id = 4'],
    ['DELETE FROM sales_flat_quote WHERE entity_id = 4'],
    ['SELECT * FROM log_visitor_info WHERE visitor_id = 4'],
    ["SELECT * FROM t WHERE a = 'log_visitor WHERE visitor_id = 4'"],
    ['SELECT * FROM sales_flat_quote_item WHERE item_id = 4'],
    ['SELECT * FROM sales_flat_quote_address WHERE quote_id IS NULL'],
    ['SELECT * FROM sales_flat_order WHERE entity_id = 4 /* sales_flat_quote */'],
    ['UPDATE log_visitor'],
    ['SELECT'],
    [''],
  ])('tells nothing: %s', (statement) => {
    expect(readShopNumbers(statement)).toEqual({ visitorId: null, quoteId: null });
  });
});
