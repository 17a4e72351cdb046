import { codeOwner } from './codeOwner.ts';

describe('codeOwner', () => {
  it.each(['PDOStatement->execute', 'PDO::query', 'mysqli_stmt->execute', 'Redis->get', 'SoapClient->__doRequest'])(
    'knows %s for a class of PHP or its extensions',
    (name) => expect(codeOwner(name)).toBe('library')
  );

  it.each(['DOMDocument->loadXML', 'Imagick->readImage', 'Dom\\XMLDocument::createFromString', 'Closure->__invoke'])(
    'knows %s, too',
    (name) => expect(codeOwner(name)).toBe('library')
  );

  it.each(['Redistribution->run', 'Acme_PDO->query', 'Acme\\PDO->query', 'DOMain_Model->x', 'SoapClientFactory->make'])(
    'takes %s for a module of the shop',
    (name) => expect(codeOwner(name)).toBe('module')
  );
});
