// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/accesskeysform.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace gantry::ui {

AccessKeysForm::AccessKeysForm(AccessKeys &keys, QWidget *parent)
    : QWidget(parent)
    , m_keys(keys)
    , m_isSigned(new QCheckBox(this))
    , m_fields()
    , m_missing(new MessageLabel(this))
    , m_where(new MessageLabel(this))
{
    build();
    connect(m_isSigned, &QCheckBox::toggled, this, [this](bool isOn) {
        if (isOn)
            m_keys.look(m_profile);
        check();
        Q_EMIT edited(isOn);
    });
    connect(&m_keys, &AccessKeys::changed, this, &AccessKeysForm::showKeys);
    retranslate();
}

void AccessKeysForm::build()
{
    static constexpr std::array names{"accessKey"_L1, "secretKey"_L1, "securityToken"_L1};
    m_isSigned->setObjectName(u"isSigned"_s);
    m_missing->setObjectName(u"accessKeysMissing"_s);
    m_where->setObjectName(u"accessKeysWhere"_s);
    auto *grid = new QGridLayout(this);
    grid->addWidget(m_isSigned, 0, 0, 1, 3);
    int line = 1;
    for (size_t i = 0; i < m_fields.size(); ++i) {
        Field &field = m_fields[i];
        field = {new QLabel(this), new QLineEdit(this), i > 0 ? new QToolButton(this) : nullptr};
        field.edit->setObjectName(names[i]);
        field.label->setBuddy(field.edit);
        connect(field.edit, &QLineEdit::textEdited, this, &AccessKeysForm::onEdited);
        connect(field.edit, &QLineEdit::editingFinished, &m_keys, &AccessKeys::flush);
        grid->addWidget(field.label, line, 0);
        grid->addWidget(field.edit, line, 1, 1, field.reveal ? 1 : 2);
        if (field.reveal) {
            field.edit->setEchoMode(QLineEdit::Password);
            field.reveal->setObjectName(names[i] + "Reveal"_L1);
            field.reveal->setCheckable(true);
            field.reveal->setFocusPolicy(Qt::StrongFocus);
            connect(field.reveal, &QToolButton::toggled, this, [edit = field.edit](bool isShown) {
                edit->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
            });
            grid->addWidget(field.reveal, line, 2);
        }
        ++line;
    }
    grid->addWidget(m_missing, line, 0, 1, 3);
    grid->addWidget(m_where, line + 1, 0, 1, 3);
    grid->setRowStretch(line + 2, 1);
    grid->setColumnStretch(1, 1);
}

void AccessKeysForm::retranslate()
{
    m_isSigned->setText(tr("Si&gn requests with an access key"));
    m_isSigned->setToolTip(tr("For clusters with access control (ACL)."));
    m_fields[0].label->setText(tr("Access &key"));
    m_fields[0].edit->setToolTip(tr("The access key; on RocketMQ 5 the user's name."));
    m_fields[0].edit->setAccessibleName(tr("Access key"));
    m_fields[1].label->setText(tr("S&ecret key"));
    m_fields[1].edit->setToolTip(tr("The secret key that belongs to it; on RocketMQ 5 the password."));
    m_fields[1].edit->setAccessibleName(tr("Secret key"));
    m_fields[2].label->setText(tr("Security &token"));
    m_fields[2].edit->setPlaceholderText(tr("none"));
    m_fields[2].edit->setToolTip(tr("The token of a temporary key."));
    m_fields[2].edit->setAccessibleName(tr("Security token"));
    for (const Field &field : m_fields) {
        if (!field.reveal)
            continue;
        field.reveal->setText(tr("Show"));
        field.reveal->setToolTip(tr("Shows what is typed here."));
        field.reveal->setAccessibleName(tr("Show: %1").arg(field.edit->accessibleName()));
    }
    check();
}

void AccessKeysForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void AccessKeysForm::show(const Profile &profile)
{
    const bool isOther = m_profile != profile.name;
    const bool wasSigned = !isOther && m_isSigned->isChecked();
    m_profile = profile.name;
    const QSignalBlocker blocker(m_isSigned);
    m_isSigned->setChecked(profile.isSigned);
    if (profile.isSigned && !wasSigned)
        m_keys.look(profile.name);
    if (isOther) {
        for (const Field &field : m_fields) {
            if (field.reveal)
                field.reveal->setChecked(false);
        }
    }
    showKeys();
}

void AccessKeysForm::focusField()
{
    if (!m_isSigned->isChecked())
        m_isSigned->setFocus();
    else if (m_fields[0].edit->text().isEmpty())
        m_fields[0].edit->setFocus();
    else
        m_fields[1].edit->setFocus();
}

void AccessKeysForm::onEdited()
{
    m_keys.set(m_profile, {m_fields[0].edit->text().trimmed(), Secret(m_fields[1].edit->text().trimmed()),
                           Secret(m_fields[2].edit->text().trimmed())});
    check();
}

void AccessKeysForm::showKeys()
{
    const AclCredentials keys = m_keys.of(m_profile);
    const std::array texts{keys.accessKey, keys.secretKey.reveal(), keys.securityToken.reveal()};
    for (size_t i = 0; i < m_fields.size(); ++i) {
        if (m_fields[i].edit->text().trimmed() != texts[i])
            m_fields[i].edit->setText(texts[i]);
    }
    check();
}

void AccessKeysForm::check()
{
    const bool isOn = m_isSigned->isChecked();
    for (const Field &field : m_fields) {
        field.edit->setEnabled(isOn);
        if (field.reveal)
            field.reveal->setEnabled(isOn);
    }
    m_missing->say(Status::Bad, isOn && !m_keys.usable(m_profile)
                                    ? tr("Access key and secret key are needed to sign requests.")
                                    : QString());
    if (!isOn)
        m_where->clear();
    else if (m_keys.trouble().isEmpty())
        m_where->say(Status::Neutral,
                     tr("Kept in the system's keychain, and nowhere else. Empty the fields to "
                        "delete them there."));
    else
        m_where->say(Status::Warning,
                     tr("%1 The keys are known until Gantry ends, are written nowhere, and are "
                        "asked for at its next start.")
                         .arg(m_keys.trouble()));
}

} // namespace gantry::ui
