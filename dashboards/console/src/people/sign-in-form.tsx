import { Button, Form, Input } from 'antd';
import type { Session } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Fault } from '../parts/index.js';
import { useSignIn } from './session.js';

interface Entered {
  readonly username: string;
  readonly password: string;
}

/** User name and password. */
export function SignInForm({
  previous = null,
  onDone,
}: {
  /** Who was signed in before on this very page. */
  readonly previous?: Session | null;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const signIn = useSignIn(previous);
  return (
    <Form<Entered>
      layout="vertical"
      requiredMark={false}
      onFinish={({ username, password }) => {
        signIn.mutate({ username: username.trim(), password }, { onSuccess: onDone });
      }}
    >
      <Form.Item
        name="username"
        label={t('signIn.username')}
        rules={[{ required: true, whitespace: true, message: t('signIn.usernameNeeded') }]}
      >
        <Input autoComplete="username" size="large" maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.passwordNeeded') }]}
      >
        <Input.Password autoComplete="current-password" size="large" maxLength={200} />
      </Form.Item>
      {signIn.error !== null && <Fault error={signIn.error} />}
      <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
    </Form>
  );
}
