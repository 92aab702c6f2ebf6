export { folderConnector } from './folder.js';
export { sftpConnector } from './sftp.js';
